internal import Host

/// Room kept for the day when the disk is full: without any, SQLite cannot even note what is to be removed. A pruning
/// lets go of it before it begins, and takes it again at the end.
struct Ballast {
    private let path: Path
    private let system: any FileSystem

    /// Enough for SQLite's files while a batch of blobs leaves.
    private static let length = 1 << 20

    init(_ layout: Layout, _ system: any FileSystem) {
        path = layout.ballast
        self.system = system
    }

    func drop() throws {
        _ = try system.remove(path)
    }

    /// What `fill` would take.
    var lacking: Int64 {
        get throws { try max(0, Int64(Self.length) - (system.status(path)?.length ?? 0)) }
    }

    /// Takes the room, if it is not taken. On a full disk there is none to take, and that is no failure.
    func fill() {
        do {
            if try lacking > 0 { try write() }
        } catch {
            _ = try? system.remove(path)
        }
    }

    private func write() throws {
        let file = try OpenFile(path, .readWrite, on: system)
        // Noise, as some file systems find a way not to store what repeats itself.
        var state: UInt64 = 0x9e37_79b9_7f4a_7c15
        let words = (0..<Self.length / 8).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
        try words.withUnsafeBytes { try file.write($0) }
    }
}
