package import Values

/// An image for one platform: its configuration and its layers, lowest first.
package struct Manifest: Equatable, Sendable {
    package var mediaType: String
    package var configuration: Descriptor
    package var layers: [Descriptor]
    package var annotations: [ExactText: String] = [:]

    package init(mediaType: String = MediaType.manifest, configuration: Descriptor, layers: [Descriptor]) {
        self.mediaType = mediaType
        self.configuration = configuration
        self.layers = layers
    }

    init(_ reader: MemberReader) throws(DocumentFault) {
        var layers: [Descriptor] = []
        for layer in try reader["layers"]?.elements() ?? [] { layers.append(try Descriptor(layer.asObject())) }
        self.init(
            mediaType: try reader["mediaType"]?.text() ?? MediaType.manifest,
            configuration: try Descriptor(reader.required("config").asObject()), layers: layers)
        annotations = try reader["annotations"]?.map() ?? [:]
    }

    /// All that the image is made of beside the manifest.
    package var blobs: [Descriptor] { [configuration] + layers }

    package var json: JSON {
        var members = [
            JSON.Member("schemaVersion", 2), JSON.Member("mediaType", .string(mediaType)),
            JSON.Member("config", configuration.json), JSON.Member("layers", .array(layers.map(\.json))),
        ]
        if !annotations.isEmpty { members.append(JSON.Member("annotations", .object(annotations))) }
        return JSON.object(members).sorted
    }
}

/// Images that belong together: one for each of several platforms, or all that a layout holds.
package struct Index: Equatable, Sendable {
    package var mediaType: String
    package var manifests: [Descriptor]
    package var annotations: [ExactText: String] = [:]

    package init(mediaType: String = MediaType.index, manifests: [Descriptor]) {
        self.mediaType = mediaType
        self.manifests = manifests
    }

    /// Reads the `index.json` of a layout.
    package init(parsing bytes: [UInt8]) throws(DocumentFault) {
        guard case .index(let index) = try ImageDocument(parsing: bytes) else { throw .unknownKind }
        self = index
    }

    init(_ reader: MemberReader) throws(DocumentFault) {
        var manifests: [Descriptor] = []
        for manifest in try reader["manifests"]?.elements() ?? [] {
            manifests.append(try Descriptor(manifest.asObject()))
        }
        self.init(mediaType: try reader["mediaType"]?.text() ?? MediaType.index, manifests: manifests)
        annotations = try reader["annotations"]?.map() ?? [:]
    }

    package var json: JSON {
        var members = [
            JSON.Member("schemaVersion", 2), JSON.Member("mediaType", .string(mediaType)),
            JSON.Member("manifests", .array(manifests.map(\.json))),
        ]
        if !annotations.isEmpty { members.append(JSON.Member("annotations", .object(annotations))) }
        return JSON.object(members).sorted
    }
}
