internal import Archives
internal import ContentStore
internal import Host
internal import OCI
internal import Values

/// The files of an archive, all of them taken into the store but for the few that say what there is.
final class ArchivedFiles: ImageFiles {
    private let store: Store
    private let lease: Lease
    private var documents: [String: [UInt8]] = [:]
    private var blobs: [Digest: Int64] = [:]
    private var files: [String: StoredFile] = [:]
    private var links: [String: String] = [:]
    private var count = 0

    private static let mostFiles = 100_000
    private static let documentNames: Set = [
        ImageLayoutNames.index, ImageLayoutNames.dockerManifest, ImageLayoutNames.layoutFile,
    ]
    /// What older archives say of each layer, and nobody reads; and what is for `cache import`.
    private static let passedOver: Set = ["VERSION", "json", "repositories", BaseTarball.listName]

    init(_ source: @escaping ArchiveSource, _ store: Store, _ lease: Lease) throws {
        self.store = store
        self.lease = lease
        var limits = ArchiveLimits()
        // Go's programs write it; the writers of others need not.
        limits.needsEndMark = false
        try ArchiveReader(source, limits: limits).forEachEntry { try take($0) }
    }

    private func take(_ entry: borrowing ArchiveEntry) throws {
        try Interruption.check()
        count += 1
        if count > Self.mostFiles { throw LoadFault.tooManyFiles(limit: Self.mostFiles) }
        let path = try ArchivePath.clean(entry.path, in: [])
        switch entry.kind {
        case .file: try take(file: path, entry)
        case .link(let target): links[path] = try ArchivePath.clean(target, in: ArchivePath.folder(of: path))
        case .hardLink(let target): links[path] = try ArchivePath.clean(target, in: [])
        case .directory, .fifo, .device, .other: break
        }
    }

    private func take(file path: String, _ entry: borrowing ArchiveEntry) throws {
        if Self.documentNames.contains(path) { return try take(document: path, entry) }
        let name = path.utf8.split(separator: UInt8(ascii: "/")).last.flatMap { String($0) } ?? path
        if Self.passedOver.contains(name) { return }
        guard path.utf8.starts(with: "\(ImageLayoutNames.blobs)/".utf8) else {
            let file = try store(path, entry, expected: nil)
            if let known = files[path], known != file { throw LoadFault.twice(path) }
            files[path] = file
            return
        }
        guard let digest = Self.digest(ofBlob: path) else { throw LoadFault.unknownDigest(path) }
        let file = try store(path, entry, expected: digest)
        blobs[digest] = file.size
        files[path] = file
    }

    private func take(document path: String, _ entry: borrowing ArchiveEntry) throws {
        let limit = JSON.sizeLimit
        guard entry.size <= Int64(limit) else { throw LoadFault.tooLarge(path, limit: limit) }
        var bytes: [UInt8] = []
        try entry.stream { bytes += $0 }
        if documents.updateValue(bytes, forKey: path) != nil { throw LoadFault.twice(path) }
    }

    private func store(_ path: String, _ entry: borrowing ArchiveEntry, expected: Digest?) throws -> StoredFile {
        var intake = Intake(expected: expected, length: entry.size)
        intake.compression = .none
        intake.durability = .lazy
        intake.lease = lease
        var beginning: [UInt8] = []
        do {
            let blob = try store.write(intake) { writer in
                try entry.stream { piece in
                    if beginning.count < StoredFile.beginningLength {
                        beginning += piece.prefix(StoredFile.beginningLength - beginning.count)
                    }
                    try writer.write(piece)
                }
            }.blob
            return StoredFile(digest: blob.digest, size: blob.size, beginning: beginning)
        } catch StoreError.digestMismatch(_, let found) {
            throw LoadFault.wrongDigest(path, found: found)
        } catch StoreError.endedEarly(let expected, let found) {
            throw LoadFault.wrongSize(path, expected: expected, found: found)
        }
    }

    /// `blobs/sha256/…`
    private static func digest(ofBlob path: String) -> Digest? {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map {
            String($0) ?? ""
        }
        guard parts.count == 3, let algorithm = Digest.Algorithm(rawValue: parts[1]) else { return nil }
        return Digest(algorithm, hex: parts[2])
    }

    func document(_ name: String) -> [UInt8]? { documents[name] }

    func size(of blob: Digest) -> Int64? { blobs[blob] }

    func file(_ path: String) throws -> StoredFile? {
        var path = try ArchivePath.clean(Array(path.utf8), in: [])
        // Older archives have a layer that stands in several images once, and links to it.
        for _ in 0..<8 {
            if let file = files[path] { return file }
            guard let next = links[path] else { return nil }
            path = next
        }
        return nil
    }
}

/// Paths within an archive.
enum ArchivePath {
    /// Without `.` and `..`; throws for what leads out of the archive, or is no text.
    static func clean(_ path: [UInt8], in folder: [String]) throws(LoadFault) -> String {
        guard let text = String(validating: path, as: UTF8.self), !path.contains(0) else {
            throw .unsafeName(String(decoding: path, as: UTF8.self))
        }
        if path.first == UInt8(ascii: "/") { throw .unsafeName(text) }
        var parts = folder
        for part in text.utf8.split(separator: UInt8(ascii: "/")) {
            let part = String(part) ?? ""
            if part == "." { continue }
            if part != ".." { parts.append(part) } else if parts.popLast() == nil { throw .unsafeName(text) }
        }
        return parts.joined(separator: "/")
    }

    static func folder(of path: String) -> [String] {
        path.utf8.split(separator: UInt8(ascii: "/")).dropLast().map { String($0) ?? "" }
    }
}
