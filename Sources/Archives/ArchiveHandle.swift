internal import CArchive

/// One reading with libarchive, which asks for pieces and gives entries and their content.
///
/// Whatever it calls a warning is an error here, but for names that it would have in another character set.
final class ArchiveHandle {
    private let archive: OpaquePointer
    private let locale: locale_t
    private let pieces: any Pieces
    /// What `pieces` threw, which went through C as a mere number.
    private var failure: (any Error)?
    /// How many more bytes a header may have, while one is read.
    private var headerBytesLeft: Int?

    /// `prepare` says what is to be understood; nothing else is. What is not named here is not even linked in, least of all
    /// what would run other programs.
    init(_ pieces: any Pieces, prepare: (OpaquePointer) -> [Int32]) throws {
        guard let archive = archive_read_new() else { throw ArchiveError.outOfMemory }
        guard let locale = hearth_archive_locale() else {
            archive_read_free(archive)
            throw ArchiveError.outOfMemory
        }
        (self.archive, self.locale, self.pieces) = (archive, locale, pieces)
        for code in prepare(archive) { try check(code) }
        try check(archive_read_set_callback_data(archive, Unmanaged.passUnretained(self).toOpaque()))
        try check(archive_read_set_read_callback(archive, Self.giveNext))
        try check(archive_read_set_skip_callback(archive, Self.skipOver))
    }

    deinit {
        archive_read_free(archive)
        freelocale(locale)
    }

    func open() throws {
        let code = archive_read_open1(archive)
        // The number stands for a format that nothing knows.
        if failure == nil, code == ARCHIVE_FATAL, hearth_archive_warns_of_format(archive) != 0 {
            throw ArchiveError.notArchive
        }
        try check(code)
    }

    /// The next entry, which is valid until this is called again.
    func nextEntry(headerLimit: Int = .max) throws -> OpaquePointer? {
        headerBytesLeft = headerLimit
        defer { headerBytesLeft = nil }
        var entry: OpaquePointer?
        do {
            return try check(hearth_archive_next(archive, locale, &entry)) ? entry : nil
        } catch ArchiveError.headerTooLarge {
            throw ArchiveError.headerTooLarge(limit: headerLimit)
        }
    }

    /// The next piece of an entry's content and where it belongs; nil at its end.
    func nextPiece() throws -> (bytes: UnsafeRawBufferPointer, offset: Int64)? {
        var (start, count, offset): (UnsafeRawPointer?, Int, la_int64_t) = (nil, 0, 0)
        guard try check(archive_read_data_block(archive, &start, &count, &offset)) else { return nil }
        return (UnsafeRawBufferPointer(start: start, count: count), offset)
    }

    func skipContent() throws { try check(archive_read_data_skip(archive)) }

    /// How far the plain bytes were read: where the content begins of the entry whose header was read last.
    var position: Int64 { archive_filter_bytes(archive, 0) }

    /// Where that header began.
    var headerPosition: Int64 { archive_read_header_position(archive) }

    /// Whether the last header that was read was none, but the end itself.
    var hasEndMark: Bool { position > headerPosition }

    /// False at the end.
    @discardableResult
    private func check(_ code: Int32) throws -> Bool {
        if let failure { throw failure }
        switch code {
        case ARCHIVE_OK: return true
        case ARCHIVE_EOF: return false
        case ARCHIVE_WARN where hearth_archive_warns_of_format(archive) != 0: return true
        default: throw archive_errno(archive) == ENOMEM ? ArchiveError.outOfMemory : .damaged(words)
        }
    }

    /// What the library says, as it would stand within a sentence.
    private var words: String {
        guard let text = archive_error_string(archive) else { return "it is damaged" }
        let words = String(cString: text)
        let startsWithName = words.prefix(2).allSatisfy(\.isUppercase)
        return startsWithName ? words : words.prefix(1).lowercased() + words.dropFirst()
    }

    private static let giveNext:
        @convention(c) (
            OpaquePointer?, UnsafeMutableRawPointer?, UnsafeMutablePointer<UnsafeRawPointer?>?
        ) -> la_ssize_t = { _, data, place in
            guard let data, let place else { return la_ssize_t(ARCHIVE_FATAL) }
            return Unmanaged<ArchiveHandle>.fromOpaque(data).takeUnretainedValue().give(place)
        }

    private static let skipOver: @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?, la_int64_t) -> la_int64_t = {
        _, data, count in
        guard let data else { return 0 }
        return Unmanaged<ArchiveHandle>.fromOpaque(data).takeUnretainedValue().pieces.skip(count)
    }

    private func give(_ place: UnsafeMutablePointer<UnsafeRawPointer?>) -> la_ssize_t {
        do {
            if let left = headerBytesLeft, left < 0 { throw ArchiveError.headerTooLarge(limit: 0) }
            let piece = try pieces.next()
            headerBytesLeft? -= piece.count
            place.pointee = piece.baseAddress
            return piece.count
        } catch {
            failure = error
            return la_ssize_t(ARCHIVE_FATAL)
        }
    }
}
