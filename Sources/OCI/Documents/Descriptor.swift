package import Values

/// What one document says of another blob: what it is, its name, its size, and for a manifest the platform it is for.
package struct Descriptor: Equatable, Sendable {
    package var mediaType: String
    package var digest: Digest
    package var size: Int64
    package var platform: Platform?
    package var annotations: [ExactText: String] = [:]

    package init(mediaType: String, digest: Digest, size: Int64, platform: Platform? = nil) {
        self.mediaType = mediaType
        self.digest = digest
        self.size = size
        self.platform = platform
    }

    /// Whether it leads to what is said about an image (its origin, its parts), and not to an image.
    package var isAttestation: Bool {
        annotations["vnd.docker.reference.type"] != nil
            || platform?.system == "unknown" || platform?.architecture == "unknown"
    }
}

extension Descriptor {
    init(_ reader: MemberReader) throws(DocumentFault) {
        let size = try reader.required("size").integer()
        guard size >= 0 else { throw .negativeSize("\(reader.path).size") }
        self.init(
            mediaType: try reader["mediaType"]?.text() ?? "", digest: try reader.required("digest").digest(), size: size
        )
        if let platform = reader["platform"] { self.platform = try Platform(platform.asObject()) }
        annotations = try reader["annotations"]?.map() ?? [:]
    }

    package var json: JSON {
        var members = [
            JSON.Member("mediaType", .string(mediaType)), JSON.Member("digest", .string(digest.description)),
            JSON.Member("size", .integer(size)),
        ]
        if let platform { members.append(JSON.Member("platform", .object(platform.members))) }
        if !annotations.isEmpty { members.append(JSON.Member("annotations", .object(annotations))) }
        return JSON.object(members).sorted
    }
}

extension Platform {
    /// What a document says of a platform, as it says it; a part that it leaves out is empty.
    init(_ reader: MemberReader) throws(DocumentFault) {
        self.init(
            system: try reader["os"]?.text() ?? "", architecture: try reader["architecture"]?.text() ?? "",
            variant: try reader["variant"]?.text().nonEmpty, systemVersion: try reader["os.version"]?.text().nonEmpty,
            systemFeatures: try reader["os.features"]?.texts() ?? [])
    }

    var members: [JSON.Member] {
        var members = [JSON.Member("architecture", .string(architecture)), JSON.Member("os", .string(system))]
        if let variant { members.append(JSON.Member("variant", .string(variant))) }
        if let systemVersion { members.append(JSON.Member("os.version", .string(systemVersion))) }
        if !systemFeatures.isEmpty {
            members.append(JSON.Member("os.features", .array(systemFeatures.map(JSON.string))))
        }
        return members
    }
}

extension JSON {
    static func object(_ map: [ExactText: String]) -> JSON {
        .object(map.map { Member($0.key.text, .string($0.value)) })
    }
}

extension String {
    var nonEmpty: String? { isEmpty ? nil : self }
}
