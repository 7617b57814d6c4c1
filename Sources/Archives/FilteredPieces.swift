internal import CArchive

/// What compressed data holds, by whatever libarchive knows of it.
final class FilteredPieces: Pieces {
    private let handle: ArchiveHandle

    init(_ source: any Pieces) throws {
        handle = try ArchiveHandle(source) { archive in
            [
                archive_read_support_filter_bzip2(archive), archive_read_support_filter_xz(archive),
                archive_read_support_filter_zstd(archive), archive_read_support_format_raw(archive),
            ]
        }
        try handle.open()
        guard try handle.nextEntry() != nil else { throw ArchiveError.empty }
    }

    func next() throws -> UnsafeRawBufferPointer {
        try handle.nextPiece()?.bytes ?? UnsafeRawBufferPointer(start: nil, count: 0)
    }
}
