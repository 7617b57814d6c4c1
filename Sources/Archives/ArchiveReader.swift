internal import CArchive

/// Reads a tar archive of any dialect, plain or compressed by gzip, bzip2, xz or zstd, once, from front to end, with libarchive. What
/// it is compressed by is told by its content. Memory is bounded whatever the archive says.
package struct ArchiveReader: ~Copyable {
    private let plain: any Pieces
    private let handle: ArchiveHandle
    private let limits: ArchiveLimits

    /// Throws what `source` throws, and `ArchiveError`.
    package init(_ source: @escaping ArchiveSource, limits: ArchiveLimits = ArchiveLimits()) throws {
        try self.init(Self.plain(SourcePieces(source)), limits)
    }

    /// Reads a plain archive anywhere: content that nobody asks for is left out. `offset` is where to begin; positions count
    /// from there.
    package init(
        from offset: Int64 = 0, length: Int64, limits: ArchiveLimits = ArchiveLimits(),
        reading read: @escaping PlaceReader
    ) throws {
        try self.init(PlacedPieces(from: offset, length: length, read), limits)
    }

    private init(_ plain: any Pieces, _ limits: ArchiveLimits) throws {
        let handle = try ArchiveHandle(plain) { archive in
            [
                archive_read_support_format_tar(archive),
                // Files of Macs that hold what belongs to another are files like others.
                archive_read_set_format_option(archive, "tar", "mac-ext", nil),
            ]
        }
        (self.plain, self.handle, self.limits) = (plain, handle, limits)
    }

    /// Whether bytes are how an archive begins, or something compressed.
    package static func isArchive(_ start: [UInt8]) -> Bool {
        compression(of: start) != .none || isTar(start)
    }

    /// Whether bytes are how a tar archive begins, which may be compressed.
    package static func isTar(_ start: [UInt8]) -> Bool {
        var start = start[...]
        let reader = try? ArchiveReader { buffer in
            let count = min(start.count, buffer.count)
            buffer.copyBytes(from: start.prefix(count))
            start = start.dropFirst(count)
            return count
        }
        guard let reader else { return false }
        return (try? reader.handle.open()) != nil
    }

    /// Lends each entry in turn. An archive that proves to be damaged or cut short throws, if only after its last entry.
    package consuming func forEachEntry(_ body: (borrowing ArchiveEntry) throws -> Void) throws {
        try handle.open()
        let holes = Allowance(limits.holes)
        while let entry = try handle.nextEntry(headerLimit: limits.header) {
            try body(ArchiveEntry(entry, of: handle, holes))
            try handle.skipContent()
        }
        if limits.needsEndMark, !handle.hasEndMark { throw ArchiveError.truncated }
        // The checksums of what is compressed come last.
        while try !plain.next().isEmpty {}
    }

    static func plain(_ source: SourcePieces) throws -> any Pieces {
        let start = try source.peek()
        if start.isEmpty { throw ArchiveError.empty }
        return switch compression(of: start) {
        case .none: source
        case .gzip: try GzipPieces(source)
        case .other: try FilteredPieces(source)
        }
    }

    private enum Compression {
        case none
        case gzip
        case other
    }

    private static func compression(of start: some Sequence<UInt8>) -> Compression {
        if start.starts(with: GzipPieces.magic) { return .gzip }
        // What bzip2, xz and zstd begin with.
        let others: [[UInt8]] = [
            Array("BZh".utf8), [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], [0x28, 0xb5, 0x2f, 0xfd],
        ]
        return others.contains { start.starts(with: $0) } ? .other : .none
    }
}

/// How much may still be had of something.
final class Allowance {
    private(set) var left: Int64
    let limit: Int64

    init(_ limit: Int64) {
        (left, self.limit) = (limit, limit)
    }

    /// False where there is not as much.
    func take(_ count: Int64) -> Bool {
        guard count <= left else { return false }
        left -= count
        return true
    }
}
