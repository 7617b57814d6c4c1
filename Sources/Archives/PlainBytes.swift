/// The bytes of an archive without what it is compressed by.
package struct PlainBytes: ~Copyable {
    private let pieces: any Pieces

    /// Throws what `source` throws, and `ArchiveError`.
    package init(_ source: @escaping ArchiveSource) throws {
        pieces = try ArchiveReader.plain(SourcePieces(source))
    }

    /// Lends all of them, piece by piece. Checksums that what compressed them has are verified.
    package consuming func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        while true {
            let piece = try pieces.next()
            if piece.isEmpty { return }
            try body(piece)
        }
    }
}
