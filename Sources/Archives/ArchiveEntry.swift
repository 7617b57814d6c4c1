internal import CArchive

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// An entry of an archive, as long as it is lent. Names are bytes as the archive has them: of any length, with or without `..`.
package struct ArchiveEntry: ~Copyable {
    package enum Kind: Equatable, Sendable {
        case file
        case directory
        case link(target: [UInt8])
        /// One more name for an entry that came before.
        case hardLink(target: [UInt8])
        case fifo
        case device(isBlock: Bool, major: UInt32, minor: UInt32)
        /// What has no meaning here, such as the rest of a file from another volume.
        case other
    }

    private let entry: OpaquePointer
    private let handle: ArchiveHandle
    private let holes: Allowance

    init(_ entry: OpaquePointer, of handle: ArchiveHandle, _ holes: Allowance) {
        self.entry = entry
        self.handle = handle
        self.holes = holes
    }

    package var path: [UInt8] { Self.bytes(archive_entry_pathname(entry)) }
    /// Permissions, and the bits for set-user-id, set-group-id and sticky.
    package var mode: UInt32 { UInt32(archive_entry_perm(entry)) & 0o7777 }
    package var owner: Int64 { archive_entry_uid(entry) }
    package var group: Int64 { archive_entry_gid(entry) }
    /// How long the content of a file is, holes and all.
    package var size: Int64 { archive_entry_size(entry) }

    /// When it was changed last, since 1970.
    package var modified: (seconds: Int64, nanoseconds: Int64) {
        (Int64(archive_entry_mtime(entry)), Int64(archive_entry_mtime_nsec(entry)))
    }

    /// Where its content begins in the plain archive; only before anything of it was read.
    package var position: Int64 { handle.position }
    /// Where it begins itself, with all that stands before its content.
    package var headerPosition: Int64 { handle.headerPosition }
    /// Whether its content has holes, and so is not in the archive in one piece.
    package var isSparse: Bool { archive_entry_sparse_count(entry) > 0 }

    /// Extended attributes, in no order.
    package var extended: [(name: [UInt8], value: [UInt8])] {
        var attributes: [(name: [UInt8], value: [UInt8])] = []
        var (name, value, length): (UnsafePointer<CChar>?, UnsafeRawPointer?, Int) = (nil, nil, 0)
        _ = archive_entry_xattr_reset(entry)
        while archive_entry_xattr_next(entry, &name, &value, &length) == ARCHIVE_OK {
            attributes.append((Self.bytes(name), Array(UnsafeRawBufferPointer(start: value, count: length))))
        }
        return attributes
    }

    package var kind: Kind {
        if let target = archive_entry_hardlink(entry) { return .hardLink(target: Self.bytes(target)) }
        let type = mode_t(archive_entry_filetype(entry))
        switch type {
        case S_IFREG: return .file
        case S_IFDIR: return .directory
        case S_IFLNK: return .link(target: Self.bytes(archive_entry_symlink(entry)))
        case S_IFIFO: return .fifo
        case S_IFCHR, S_IFBLK:
            return .device(
                isBlock: type == S_IFBLK, major: UInt32(truncatingIfNeeded: archive_entry_rdevmajor(entry)),
                minor: UInt32(truncatingIfNeeded: archive_entry_rdevminor(entry)))
        default: return .other
        }
    }

    /// Gives the content in pieces, holes as zeros. May be called once.
    package func stream(to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        let size = size
        var (end, missing): (Int64, Int64) = (0, stored)
        while let (bytes, offset) = try handle.nextPiece() {
            guard offset >= end, offset <= size, bytes.count <= size - offset else {
                throw ArchiveError.damaged("the pieces of a sparse file lie over each other or beyond its end")
            }
            try fill(offset - end, sink)
            try sink(bytes)
            end = offset + Int64(bytes.count)
            missing -= Int64(bytes.count)
        }
        guard missing == 0 else { throw ArchiveError.damaged("the content of a file is not all there") }
        try fill(size - end, sink)
    }

    /// How much of the content is in the archive by what its map says; all where it has none.
    private var stored: Int64 {
        guard archive_entry_sparse_reset(entry) > 0 else { return size }
        var (total, offset, length): (Int64, la_int64_t, la_int64_t) = (0, 0, 0)
        while archive_entry_sparse_next(entry, &offset, &length) == ARCHIVE_OK { total += length }
        return total
    }

    /// Gives as many zeros.
    private func fill(_ count: Int64, _ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard count > 0 else { return }
        guard holes.take(count) else { throw ArchiveError.holesTooLarge(limit: holes.limit) }
        var rest = count
        try Self.zeros.withUnsafeBytes { zeros in
            while rest > 0 {
                let piece = UnsafeRawBufferPointer(rebasing: zeros.prefix(Int(min(rest, Int64(zeros.count)))))
                try sink(piece)
                rest -= Int64(piece.count)
            }
        }
    }

    private static let zeros = [UInt8](repeating: 0, count: 1 << 16)

    private static func bytes(_ text: UnsafePointer<CChar>?) -> [UInt8] {
        guard let text else { return [] }
        return Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
    }
}
