package import Values

/// The name of an image: a registry, a repository, and a tag or a digest or both. `alpine` is
/// `docker.io/library/alpine:latest`.
package struct ImageReference: Hashable, Sendable {
    /// `docker.io`, `localhost:5000`
    package let registry: String
    /// `library/alpine`
    package let repository: String
    package let tag: String?
    package let digest: Digest?

    package init(registry: String, repository: String, tag: String?, digest: Digest?) {
        self.registry = registry
        self.repository = repository
        self.tag = tag
        self.digest = digest
    }

    package static let dockerHub = "docker.io"
    package static let usualTag = "latest"
    /// Where Docker Hub keeps the images that have a name of one part.
    static let library = "library/"
}

extension ImageReference: CustomStringConvertible {
    /// All of it: `docker.io/library/alpine:latest`.
    package var description: String { "\(registry)/\(repository)\(suffix)" }

    /// Without what is meant anyway: `alpine:latest`, `localhost:5000/app@sha256:…`. Read again, it is the same.
    package var familiar: String {
        guard registry == Self.dockerHub else { return description }
        let short = repository.dropFirst(Self.library.count)
        if repository.hasPrefix(Self.library), !short.contains("/") { return short + suffix }
        // Alone it would be taken for the image of another registry.
        return Self.looksLikeHost(String(repository.prefix { $0 != "/" })) ? description : repository + suffix
    }

    /// The repository alone.
    package var untagged: ImageReference {
        ImageReference(registry: registry, repository: repository, tag: nil, digest: nil)
    }

    private var suffix: String {
        (tag.map { ":\($0)" } ?? "") + (digest.map { "@\($0)" } ?? "")
    }
}
