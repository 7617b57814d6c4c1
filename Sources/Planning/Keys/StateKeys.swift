internal import DockerfileLanguage
internal import OCI
internal import Values

/// The keys of what stages begin with, and of what they are after a step.
enum StateKeys {
    static let scratch = Recipe(.base, [Ingredient("base", "scratch")])

    static func image(_ image: BaseImage, _ platform: Platform) -> Recipe {
        switch image.origin {
        case .manifest where !image.configuration.layers.isEmpty:
            Recipe(.base, image.configuration.layers.map { Ingredient("layer", $0.description) })
        case .manifest(let digest):
            Recipe(.base, named(image, platform) + [Ingredient("digest", digest.description)])
        case .nothing: scratch
        case .target, .unknown:
            Recipe(.base, named(image, platform))
        }
    }

    private static func named(_ image: BaseImage, _ platform: Platform) -> [Ingredient] {
        [Ingredient("image", image.name), Ingredient("platform", platform.description)]
    }

    /// The state when a layer that knows nothing of what is below is put on it.
    static func linked(_ layer: Digest, on below: Digest) -> Digest {
        Recipe(.state, [Ingredient("below", below.description), Ingredient("layer", layer.description)]).key
    }
}
