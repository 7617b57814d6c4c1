internal import ContentStore
internal import OCI
internal import Values

extension Store {
    /// Has a document of an image keep the blobs that it leads to, as far as they are there; what is none keeps nothing.
    func noteParts(of digest: Digest, _ bytes: [UInt8]) throws {
        guard let document = try? ImageDocument(parsing: bytes) else { return }
        try note(document.parts.filter { try blob($0) != nil }, of: digest)
    }
}
