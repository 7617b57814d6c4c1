internal import Host
package import OCI
package import Registry
package import Values

/// Images of one repository that are to be in another, or in the same one under other tags: everything that their manifests or indexes
/// lead to and what refers to them, then the tags.
package struct CopyOrder: Equatable, Sendable {
    /// An image, with what it is to be called.
    package struct Item: Equatable, Sendable {
        package var source: ManifestReference
        package var tags: [String]

        package init(_ source: ManifestReference, as tags: [String]) {
            self.source = source
            self.tags = tags
        }
    }

    package var sourceRegistry: String
    package var sourceRepository: String
    package var items: [Item]
    package var registry: String
    package var repository: String
    /// Nil copies images for all of theirs.
    package var platform: Platform?
    package var takesReferrers = true
    /// Whether the process waits for leave before it moves the tags, and for a word whether they stay.
    package var isOfSet = false

    /// Without images yet.
    package init(from source: ImageReference, to destination: ImageReference) {
        (sourceRegistry, sourceRepository) = (source.registry, source.repository)
        (registry, repository) = (destination.registry, destination.repository)
        items = []
    }

    /// The copies that bring an image to all of its names: one for each repository.
    package static func orders(_ source: ImageReference, names: [ImageReference]) -> [CopyOrder] {
        var orders: [CopyOrder] = []
        for name in names {
            var place = orders.firstIndex { $0.registry == name.registry && $0.repository == name.repository }
            if place == nil {
                orders.append(CopyOrder(from: source, to: name))
                orders[orders.count - 1].items = [Item(ManifestReference(source), as: [])]
                place = orders.count - 1
            }
            if let place, let tag = name.tag, !orders[place].items[0].tags.contains(tag) {
                orders[place].items[0].tags.append(tag)
            }
        }
        return orders
    }

    /// As people call it: `localhost:5000/app:1`, and how many tags more.
    package var image: String {
        let tags = items.flatMap(\.tags)
        let reference = ImageReference(registry: registry, repository: repository, tag: tags.first, digest: nil)
        return tags.count > 1 ? "\(reference.familiar) and \(tags.count - 1) more" : reference.familiar
    }

    /// Whether only tags are to move.
    var staysInRepository: Bool { staysInRegistry && sourceRepository == repository }
    var staysInRegistry: Bool { sourceRegistry == registry }
}

extension ManifestReference {
    /// What a name leads to: its digest, where it has one.
    package init(_ name: ImageReference) {
        self = name.digest.map { .digest($0) } ?? .tag(name.tag ?? ImageReference.usualTag)
    }
}

extension CopyOrder {
    var json: JSON {
        [
            "sourceRegistry": .string(sourceRegistry), "sourceRepository": .string(sourceRepository),
            "items": .array(items.map(\.json)), "registry": .string(registry), "repository": .string(repository),
            "platform": platform.map { .string($0.description) } ?? .null, "takesReferrers": .bool(takesReferrers),
            "isOfSet": .bool(isOfSet),
        ]
    }

    init?(_ json: JSON) {
        guard let sourceRegistry = json["sourceRegistry"]?.string,
            let sourceRepository = json["sourceRepository"]?.string, let items = json["items"]?.elements,
            let registry = json["registry"]?.string, let repository = json["repository"]?.string,
            let takesReferrers = json["takesReferrers"]?.bool, let isOfSet = json["isOfSet"]?.bool
        else { return nil }
        (self.sourceRegistry, self.sourceRepository) = (sourceRegistry, sourceRepository)
        (self.registry, self.repository) = (registry, repository)
        (self.takesReferrers, self.isOfSet) = (takesReferrers, isOfSet)
        self.items = items.compactMap { Item($0) }
        if self.items.count != items.count { return nil }
        guard let platform = json["platform"]?.string else { return }
        guard let parsed = try? Platform(platform, here: Machine().platform) else { return nil }
        self.platform = parsed
    }
}

extension CopyOrder.Item {
    fileprivate var json: JSON {
        ["source": .string(source.description), "tags": .array(tags.map(JSON.string))]
    }

    fileprivate init?(_ json: JSON) {
        guard let source = json["source"]?.string, let tags = json["tags"]?.texts else { return nil }
        // No tag has a colon.
        self.init(Digest(source).map { .digest($0) } ?? .tag(source), as: tags)
    }
}
