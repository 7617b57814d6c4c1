package import OCI
package import Values

/// What came of an export, for metadata files.
package struct ExportResult: Equatable, Sendable {
    /// Of the manifest, or of the index for several platforms; nil where files went out.
    package var descriptor: Descriptor?
    /// Of the configuration, where there is one image.
    package var configuration: Digest?
    package var names: [String]

    package init(descriptor: Descriptor? = nil, configuration: Digest? = nil, names: [String] = []) {
        self.descriptor = descriptor
        self.configuration = configuration
        self.names = names
    }

    /// What `docker build --iidfile` and `--quiet` call the image: its configuration, or its index.
    package var imageID: Digest? { configuration ?? descriptor?.digest }

    /// The results of all outputs of a target as one, the last that says something winning.
    package static func merged(_ results: [ExportResult]) -> ExportResult {
        results.reduce(ExportResult()) { merged, next in
            ExportResult(
                descriptor: next.descriptor ?? merged.descriptor,
                configuration: next.descriptor == nil ? merged.configuration : next.configuration,
                names: next.names.isEmpty ? merged.names : next.names)
        }
    }

    /// As a metadata file has it, under the keys that buildx uses.
    package var json: JSON {
        var members: [JSON.Member] = []
        if let configuration {
            members.append(JSON.Member("containerimage.config.digest", .string(configuration.description)))
        }
        if let descriptor {
            members.append(JSON.Member("containerimage.descriptor", descriptor.json))
            members.append(JSON.Member("containerimage.digest", .string(descriptor.digest.description)))
        }
        if !names.isEmpty { members.append(JSON.Member("image.name", .string(names.joined(separator: ",")))) }
        return .object(members)
    }
}
