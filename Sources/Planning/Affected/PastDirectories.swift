internal import Contexts
internal import Host

/// The directories that a checkout would have other than the work tree: git makes them as it needs them, and takes those away that
/// have nothing left.
struct PastDirectories {
    private let top: Path
    private let entries: [[UInt8]: LaidFile]
    private let files = LocalFileSystem()
    /// They hold something that is not on the disk.
    private var needed: Set<[UInt8]> = []
    /// They hold something that has come.
    private var doubtful: Set<[UInt8]> = []

    /// `entries` are the files that are not as they were.
    init(_ entries: [[UInt8]: LaidFile], below top: Path) {
        self.top = top
        self.entries = entries
        for (path, file) in entries {
            for directory in Self.holders(of: path) {
                if file == .absent { doubtful.insert(directory) } else { needed.insert(directory) }
            }
        }
    }

    /// What is to be laid for them. A directory that is there and needed stays as it is.
    var changes: [[UInt8]: LaidFile] {
        var changes: [[UInt8]: LaidFile] = [:]
        for directory in needed { changes[directory] = .newDirectory }
        // Those further down come first.
        for directory in doubtful.subtracting(needed).sorted(by: { $0.count > $1.count })
        where entries[directory] == nil && !keepsAnything(directory, changes) {
            changes[directory] = .absent
        }
        return changes
    }

    /// Whether there is a file in it that was there, or that git does not see.
    private func keepsAnything(_ start: [UInt8], _ known: [[UInt8]: LaidFile]) -> Bool {
        var rest = [start]
        while let directory = rest.popLast() {
            let names = (try? files.names(in: top / Path(bytes: directory))) ?? []
            for name in names {
                let path = directory + [UInt8(ascii: "/")] + name.bytes
                if known[path] == .absent || entries[path] == .absent { continue }
                guard (try? files.status(top / Path(bytes: path)))??.kind == .directory else { return true }
                rest.append(path)
            }
        }
        return false
    }

    static func holders(of place: [UInt8]) -> [[UInt8]] {
        place.indices.filter { place[$0] == UInt8(ascii: "/") }.map { Array(place[..<$0]) }
    }
}

extension LaidFile {
    /// As this process would make it.
    static var newDirectory: LaidFile { .directory(mode: 0o777 & ~FileCreation.mask) }
}
