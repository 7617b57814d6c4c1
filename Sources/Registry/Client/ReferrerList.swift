internal import Hashing
internal import OCI
internal import Values

/// The index under a fallback tag, which lists what refers to a manifest where the registry does not. Entries that others
/// have written stay as they are.
struct ReferrerList {
    private var members: [JSON.Member]
    private var entries: [JSON]

    /// Nil begins an empty one. Throws for what is no index.
    init(_ bytes: [UInt8]?, tag: String, registry: String) throws {
        guard let bytes else {
            (members, entries) = ([], [])
            return
        }
        guard let json = try? JSON(parsing: bytes), let members = json.members, (try? Index(parsing: bytes)) != nil
        else {
            throw RegistryFault.badAnswer(
                "a request for the referrers under \(tag)", registry: registry,
                reason: "is something else than an index")
        }
        self.members = members.filter { !["schemaVersion", "mediaType", "manifests"].contains($0.name) }
        entries = json["manifests"]?.elements ?? []
    }

    /// False for one that is listed already.
    mutating func add(_ document: RemoteManifest) -> Bool {
        guard !entries.contains(where: { $0["digest"]?.string == "\(document.digest)" }) else { return false }
        let descriptor = Descriptor(
            mediaType: document.mediaType, digest: document.digest, size: Int64(document.bytes.count))
        let content = try? JSON(parsing: document.bytes)
        var members = descriptor.json.members ?? []
        if let type = content?["artifactType"]?.string ?? content?["config"]?["mediaType"]?.string, !type.isEmpty {
            members.append(JSON.Member("artifactType", .string(type)))
        }
        if let annotations = content?["annotations"], annotations.members?.isEmpty == false {
            members.append(JSON.Member("annotations", annotations))
        }
        entries.append(JSON.object(members).sorted)
        return true
    }

    var document: RemoteManifest {
        let json = JSON.object(
            [
                JSON.Member("schemaVersion", 2), JSON.Member("mediaType", .string(MediaType.index)),
                JSON.Member("manifests", .array(entries)),
            ] + members)
        let bytes = json.sorted.encoded()
        return RemoteManifest(mediaType: MediaType.index, digest: ContentHash.digest(of: bytes), bytes: bytes)
    }
}
