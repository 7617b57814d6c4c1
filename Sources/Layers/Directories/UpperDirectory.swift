internal import CLinux
internal import Host
internal import Synchronization

/// The upper directory of an overlay, which may have directories and files in it that shut out this user as well.
final class UpperDirectory: Sendable {
    private let top: Folder
    /// Directories whose modes were changed for as long as this takes, in the order in which that happened.
    private let opened = Mutex<[(path: [UInt8], mode: UInt32)]>([])

    init(_ path: Path) throws(SystemError) {
        top = try Folder(path)
    }

    func folder(_ path: [UInt8]) throws(SystemError) -> Folder { try top.folder(path) }

    /// Lets this user into a directory, if the system would not.
    func open(_ path: [UInt8], _ folder: Folder, _ name: [UInt8], mode: UInt32) throws(SystemError) {
        do throws(SystemError) {
            _ = try folder.folder(name)
        } catch {
            guard error.code == .accessDenied else { throw error }
            try folder.setMode(name, 0o700)
            opened.withLock { $0.append((path, mode & 0o7777)) }
        }
    }

    func file(_ name: [UInt8], in folder: Folder, mode: UInt32) throws(SystemError) -> OpenDescriptor {
        do throws(SystemError) {
            return try folder.file(name)
        } catch {
            guard error.code == .accessDenied else { throw error }
        }
        try folder.setMode(name, 0o400)
        defer { try? folder.setMode(name, mode & 0o7777) }
        return try folder.file(name)
    }

    /// Gives all directories their modes back.
    func close() throws(SystemError) {
        for (path, mode) in opened.withLock({ $0 }).reversed() { try folder(path).restore(mode) }
        opened.withLock { $0 = [] }
    }
}

/// A file in the upper directory.
struct UpperFile: FileBytes {
    let top: UpperDirectory
    let path: [UInt8]
    let mode: UInt32

    private static let pieceLength = 256 << 10
    private static let zeros = [UInt8](repeating: 0, count: pieceLength)

    func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let cut = path.lastIndex(of: PathNames.slash)
        let folder = try top.folder(cut.map { Array(path[..<$0]) } ?? [])
        let file = try top.file(cut.map { Array(path[($0 + 1)...]) } ?? path, in: folder, mode: mode)
        do {
            try read(file, body)
        } catch let error as SystemError {
            throw error.at(folder.path / Path(bytes: path))
        }
    }

    /// Holes are not read.
    private func read(_ file: borrowing OpenDescriptor, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let length = try file.status().length
        let room = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Int(max(1, min(length, Int64(Self.pieceLength)))), alignment: 64)
        defer { room.deallocate() }
        var done: Int64 = 0
        while done < length {
            let data = length > Self.pieceLength ? file.nextData(done) ?? done..<length : done..<length
            done = try zeros(until: min(data.lowerBound, length), from: done, body)
            let end = min(data.upperBound, length)
            while done < end {
                let target = UnsafeMutableRawBufferPointer(rebasing: room.prefix(Int(min(end - done, 1 << 30))))
                let count = try file.read(target, at: done)
                guard count > 0 else { return }
                try body(UnsafeRawBufferPointer(rebasing: target[..<count]))
                done += Int64(count)
            }
        }
    }

    private func zeros(
        until end: Int64, from start: Int64, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Int64 {
        var done = start
        try Self.zeros.withUnsafeBytes { zeros in
            while done < end {
                let piece = UnsafeRawBufferPointer(rebasing: zeros.prefix(Int(min(end - done, 1 << 30))))
                try body(piece)
                done += Int64(piece.count)
            }
        }
        return done
    }
}
