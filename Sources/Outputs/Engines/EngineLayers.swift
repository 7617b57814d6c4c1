internal import HTTP
internal import Values

/// The layers that a Docker engine has, as far as its images show.
struct EngineLayers {
    private let engine: DockerEngine
    private let version: String

    /// How many images are looked at.
    private static let limit = 64

    init(_ engine: DockerEngine, _ version: String) {
        self.engine = engine
        self.version = version
    }

    /// How many of an image's layers it has, from the first one on: its own store finds a layer by all up to it, and takes
    /// no notice of their files. Images of containerd are made of those files, so there it is none.
    func count(of layers: [Digest], _ image: NamedImage) throws -> Int {
        if layers.isEmpty { return 0 }
        if try isOfContainerd() { return 0 }
        let wanted = layers.map(\.description)
        var longest = 0
        for candidate in try candidates(image) where longest < wanted.count {
            let found = try self.layers(of: candidate)
            longest = max(longest, zip(found, wanted).prefix { $0 == $1 }.count)
        }
        return longest
    }

    /// Those of an image.
    func layers(of image: String) throws -> [String] {
        let document = try engine.look("\(version)/images/\(HTTPAddress.encoded(image))/json")
        return document?["RootFS"]?["Layers"]?.elements?.compactMap(\.string) ?? []
    }

    private func isOfContainerd() throws -> Bool {
        let status = try engine.look("\(version)/info")?["DriverStatus"]?.elements ?? []
        return status.contains { $0[1]?.string?.hasPrefix("io.containerd.snapshotter") == true }
    }

    /// The image itself, then those that have its names now, then the youngest.
    private func candidates(_ image: NamedImage) throws -> [String] {
        let names = Set(image.familiarNames)
        let images = try engine.look("\(version)/images/json")?.elements ?? []
        let known = images.compactMap { json -> (id: String, isNamesake: Bool, created: Int64)? in
            guard let id = json["Id"]?.string else { return nil }
            let tags = json["RepoTags"]?.elements?.compactMap(\.string) ?? []
            return (id, !names.isDisjoint(with: tags), json["Created"]?.integer ?? 0)
        }
        let others = known.sorted { ($0.isNamesake ? 1 : 0, $0.created) > ($1.isNamesake ? 1 : 0, $1.created) }
        return (image.image.configuration.map { [$0.description] } ?? []) + others.prefix(Self.limit).map(\.id)
    }
}
