package import OCI
package import Values

/// What stages may begin with or copy from, beside each other: the named contexts of a build, and images.
package protocol StageSources {
    /// What was given for `name` with --build-context; nil where nothing was. Names of stages come as they are; those of
    /// images with registry and tag, as `docker.io/library/alpine:latest`, and must be found by all their short forms.
    func context(named name: String, for platform: Platform) throws -> NamedSource?
    func image(_ reference: ImageReference, for platform: Platform) throws -> BaseImage
}

/// What a named context is to a stage.
package enum NamedSource: Equatable, Sendable {
    /// Files without an image around them; the name is that of the context.
    case files(String)
    case image(BaseImage)
}

/// An image to begin with.
package struct BaseImage: Equatable, Sendable {
    package enum Origin: Equatable, Sendable {
        /// The digest of its manifest.
        case manifest(Digest)
        /// What another target of the same run makes.
        case target(String)
        /// It is nowhere near, and nobody was asked for it.
        case unknown
        /// There is nothing in it: `scratch`, where that is named as an image.
        case nothing
    }

    /// As people know it: `docker.io/library/alpine:3.20`.
    package let name: String
    package let origin: Origin
    package let configuration: ImageConfiguration
    /// Whether the configuration is what is assumed of images that nobody has seen, so that the image may have more
    /// variables, a shell, or another platform. That of an unknown image always is.
    package let isGuess: Bool

    /// What `docker-image://scratch` names.
    package static func scratch(for platform: Platform) -> BaseImage {
        BaseImage(name: "scratch", origin: .nothing, configuration: StageState.empty(for: platform))
    }

    package init(name: String, origin: Origin, configuration: ImageConfiguration, isGuess: Bool = false) {
        self.name = name
        self.origin = origin
        self.configuration = configuration
        self.isGuess = isGuess || origin == .unknown
    }
}
