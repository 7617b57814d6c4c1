package import OCI
package import Values

/// Why something stays in a registry that was to go.
package enum DeletionFault: Error, Equatable {
    /// Nothing is ever deleted there.
    case nothingGoes(ImageReference)
    /// Manifests go there with all of their tags, and no tag goes alone.
    case tagStays(ImageReference, leadingTo: Digest?)
}

extension DeletionFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .nothingGoes(let image): "\(image.registry) does not allow to delete anything"
        case .tagStays(let image, _): "\(image.registry) does not delete a tag without the manifest that it leads to"
        }
    }

    /// The next thing to try.
    package var hint: String? {
        switch self {
        case .nothingGoes:
            "who runs the registry can allow it: for docker-registry with REGISTRY_STORAGE_DELETE_ENABLED=true, or "
                + "`delete: {enabled: true}` below `storage`"
        case .tagStays(_, nil): nil
        case .tagStays(let image, let digest?):
            "`hearth delete \(image.untagged.familiar)@\(digest)` deletes the manifest, and every tag that leads to it"
        }
    }
}
