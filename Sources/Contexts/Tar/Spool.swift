internal import Host

/// Bytes that are kept for this run in a file that has no name any more: what an archive holds, which can be read but once.
final class Spool: Sendable {
    private let file: OpenFile
    private let directory: Path

    private static let pieceLength = 1 << 17

    /// In a directory for what is temporary.
    init(in directory: Path, on system: any FileSystem = LocalFileSystem()) throws(ContextFault) {
        self.directory = directory
        file = try Self.create(in: directory, on: system)
    }

    private static func create(in directory: Path, on system: any FileSystem) throws(ContextFault) -> OpenFile {
        while true {
            let path = directory / "hearth-\(UInt64.random(in: 0 ... .max))"
            do throws(SystemError) {
                let file = try OpenFile(path, .create, on: system)
                _ = try system.remove(path)
                return file
            } catch {
                if error.code != .exists { throw .notKept(directory, error) }
            }
        }
    }

    /// Adds bytes at the end.
    fileprivate func append(_ bytes: UnsafeRawBufferPointer) throws(ContextFault) {
        do throws(SystemError) {
            try file.write(bytes)
        } catch {
            throw error.code == .interrupted ? .interrupted : .notKept(directory, error)
        }
    }

    fileprivate func read(_ extent: Extent, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let length = Int(min(extent.length, Int64(Self.pieceLength)))
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: length, alignment: 4096)
        defer { buffer.deallocate() }
        if extent.isHole { buffer.initializeMemory(as: UInt8.self, repeating: 0) }
        var place: Int64 = 0
        while place < extent.length {
            try Interruption.check()
            var piece = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(Int(clamping: extent.length - place)))
            if !extent.isHole {
                let count = try file.fill(piece, at: extent.offset + place)
                guard count > 0 else { throw ContextFault.archive("what was kept of it is gone") }
                piece = UnsafeMutableRawBufferPointer(rebasing: piece[..<count])
            }
            try body(UnsafeRawBufferPointer(piece))
            place += Int64(piece.count)
        }
    }
}

/// A part of a file: in a spool, or nothing but zeros.
private struct Extent {
    static let hole: Int64 = -1

    let offset: Int64
    var length: Int64

    var isHole: Bool { offset == Self.hole }
}

/// A file in a spool.
struct SpooledFile: Sendable {
    private let spool: Spool
    private let extents: [Extent]

    fileprivate init(_ spool: Spool, _ extents: [Extent]) {
        (self.spool, self.extents) = (spool, extents)
    }

    func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        for extent in extents { try spool.read(extent, body) }
    }
}

/// Puts files into a spool, one after the other.
struct SpoolWriter {
    private let spool: Spool
    private var end: Int64 = 0
    private var extents: [Extent] = []

    init(_ spool: Spool) {
        self.spool = spool
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) throws(ContextFault) {
        let isHole = bytes.count >= Self.shortestHole && bytes.allSatisfy { $0 == 0 }
        if !isHole { try spool.append(bytes) }
        let start = isHole ? Extent.hole : end
        if !isHole { end += Int64(bytes.count) }
        if let last = extents.last, last.isHole == isHole {
            extents[extents.count - 1].length += Int64(bytes.count)
        } else if !bytes.isEmpty {
            extents.append(Extent(offset: start, length: Int64(bytes.count)))
        }
    }

    /// All that was added since the last file.
    mutating func finishFile() -> SpooledFile {
        defer { extents = [] }
        return SpooledFile(spool, extents)
    }

    /// Zeros that an archive does not have, so that a small one cannot fill the disk.
    private static let shortestHole = 4096
}
