internal import OCI
internal import Registry
internal import Values

/// What a registry is asked without moving an image: its answer comes as words, and nothing of it is noted.
enum RegistryQuestion: Equatable, Sendable {
    /// The tags of a repository.
    case tags(ImageReference)
    /// That there be no such tag, or no such manifest, any more.
    case delete(ImageReference)

    var image: ImageReference {
        switch self {
        case .tags(let repository): repository.untagged
        case .delete(let image): image
        }
    }

    var json: JSON {
        switch self {
        case .tags(let repository): ["tags": .string(repository.description)]
        case .delete(let image): ["delete": .string(image.description)]
        }
    }

    init?(_ json: JSON) {
        if let repository = json["tags"]?.string.flatMap({ try? ImageReference($0) }) {
            self = .tags(repository.untagged)
        } else if let image = json["delete"]?.string.flatMap({ try? ImageReference($0) }) {
            self = .delete(image)
        } else {
            return nil
        }
    }
}
