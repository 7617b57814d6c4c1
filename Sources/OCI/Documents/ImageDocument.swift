package import Values

/// What the name of an image leads to.
package enum ImageDocument: Equatable, Sendable {
    case manifest(Manifest)
    case index(Index)

    /// What it leads to.
    package var parts: [Digest] {
        switch self {
        case .manifest(let manifest): manifest.blobs.map(\.digest)
        case .index(let index): index.manifests.map(\.digest)
        }
    }

    /// Reads a document of OCI or of Docker's schema 2. Which of both it is its members tell; one that calls itself
    /// something else is refused, so that nobody is shown another image than the one next to him.
    package init(parsing bytes: [UInt8]) throws(DocumentFault) {
        let json = try JSON(document: bytes)
        guard !json.isNull else { throw .wrongKind("", expected: "an object", found: json.kind) }
        let reader = try MemberReader(json).asObject()
        let type = try reader["mediaType"]?.text()
        if reader["fsLayers"] != nil || type.map(MediaType.isSchema1) == true { throw .schema1 }
        let isManifest = reader["config"] != nil || reader["layers"] != nil
        switch (isManifest, reader["manifests"] != nil) {
        case (true, true): throw .ambiguous
        case (true, false):
            if let type, MediaType.isIndex(type) { throw .wrongMediaType(type) }
            self = .manifest(try Manifest(reader))
        case (false, true):
            if let type, MediaType.isManifest(type) { throw .wrongMediaType(type) }
            self = .index(try Index(reader))
        case (false, false):
            // Go writes no images at all as null.
            guard let type, MediaType.isIndex(type) else { throw .unknownKind }
            self = .index(Index(mediaType: type, manifests: []))
        }
    }
}

extension JSON {
    init(document bytes: [UInt8]) throws(DocumentFault) {
        do throws(JSONFault) {
            self = try JSON(parsing: bytes)
        } catch {
            throw .json(error)
        }
    }
}
