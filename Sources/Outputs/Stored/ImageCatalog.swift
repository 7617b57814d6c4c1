package import ContentStore
internal import OCI
internal import Transfers
package import Values

/// The images of the local store, by their names.
package struct ImageCatalog {
    private let store: Store

    package init(_ store: Store) {
        self.store = store
    }

    /// All that have a name, in the order of their names.
    package func images() throws -> [StoredImage] {
        try store.references().compactMap { try image($0.digest, named: $0.name) }
            .sorted { ExactText($0.name ?? "") < ExactText($1.name ?? "") }
    }

    /// The image that somebody means: by its name, whole or in short, by its digest, or by the beginning of that.
    package func image(meantBy text: String) throws -> StoredImage? {
        let references = try store.references()
        for name in [text, (try? ImageReference(text))?.description] {
            if let found = references.first(where: { $0.name == name }),
                let image = try image(found.digest, named: found.name)
            {
                return image
            }
        }
        let hex = text.utf8.starts(with: "sha256:".utf8) ? String(text.dropFirst("sha256:".count)) : text
        let digests = try Digest(text).map { [$0] } ?? store.digests(beginningWith: hex)
        let images = try digests.compactMap { digest in
            try image(digest, named: references.first { $0.digest == digest }?.name)
        }
        return images.count == 1 ? images[0] : nil
    }

    /// Nil for what is no image.
    package func image(_ digest: Digest, named name: String?) throws -> StoredImage? {
        guard let bytes = try document(digest), let document = try? ImageDocument(parsing: bytes) else { return nil }
        let root = WrittenDocument(bytes: bytes, digest: digest, document)
        var image = StoredImage(name: name, root: root)
        try image.add(document, root, from: self, depth: 0)
        return image
    }

    /// The bytes of what may be a document of an image.
    func document(_ digest: Digest) throws -> [UInt8]? {
        guard let reader = try store.open(digest), reader.size <= Int64(JSON.sizeLimit) else { return nil }
        var first: UInt8 = 0
        let count = try withUnsafeMutableBytes(of: &first) { try reader.read(at: 0, into: $0) }
        guard count == 1, first == UInt8(ascii: "{") else { return nil }
        return try StoredDocuments(store).blob(digest, limit: JSON.sizeLimit)
    }
}
