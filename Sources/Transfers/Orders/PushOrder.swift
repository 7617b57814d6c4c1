package import OCI
package import Values

/// An image of the store that is to be in a repository: everything that its manifest or index leads to, then the tags.
package struct PushOrder: Equatable, Sendable {
    /// Its manifest or index, which is in the store with all documents that it leads to.
    package var root: Digest
    package var registry: String
    package var repository: String
    /// May be none: then it is there by its digest.
    package var tags: [String]
    /// Whether the process waits for leave before it moves the tags, and for a word whether they stay.
    package var isOfSet = false
    /// Whether any certificate of the registry will do, and plain HTTP.
    package var trustsAnyone = false

    package init(root: Digest, registry: String, repository: String, tags: [String]) {
        self.root = root
        self.registry = registry
        self.repository = repository
        self.tags = tags
    }

    /// The pushes that bring an image to all of its names: one for each repository.
    package static func orders(_ root: Digest, names: [ImageReference]) -> [PushOrder] {
        var orders: [PushOrder] = []
        for name in names {
            let place = orders.firstIndex { $0.registry == name.registry && $0.repository == name.repository }
            let tags = name.tag.map { [$0] } ?? []
            if let place {
                orders[place].tags += tags.filter { !orders[place].tags.contains($0) }
            } else {
                orders.append(
                    PushOrder(root: root, registry: name.registry, repository: name.repository, tags: tags))
            }
        }
        return orders
    }

    /// As people call it: `localhost:5000/app:1`, and how many tags more.
    package var image: String {
        let reference = ImageReference(
            registry: registry, repository: repository, tag: tags.first, digest: tags.isEmpty ? root : nil)
        return tags.count > 1 ? "\(reference.familiar) and \(tags.count - 1) more" : reference.familiar
    }
}

extension PushOrder {
    var json: JSON {
        [
            "root": .string(root.description), "registry": .string(registry), "repository": .string(repository),
            "tags": .array(tags.map(JSON.string)), "isOfSet": .bool(isOfSet), "trustsAnyone": .bool(trustsAnyone),
        ]
    }

    init?(_ json: JSON) {
        guard let root = json["root"]?.digest, let registry = json["registry"]?.string,
            let repository = json["repository"]?.string, let tags = json["tags"]?.texts,
            let isOfSet = json["isOfSet"]?.bool, let trustsAnyone = json["trustsAnyone"]?.bool
        else { return nil }
        self.init(root: root, registry: registry, repository: repository, tags: tags)
        (self.isOfSet, self.trustsAnyone) = (isOfSet, trustsAnyone)
    }
}
