package import OCI
package import Values

/// What came of a target: an image for each platform, to be put where it is wanted.
package struct BuiltTarget: Sendable {
    package var name: String
    package var images: [BuiltImage]
    package var tags: [String]
    /// As on the command line: `index:org.example.key=value`.
    package var annotations: [String]
    /// SOURCE_DATE_EPOCH, where it is set.
    package var epoch: Timestamp?

    package init(name: String, images: [BuiltImage], tags: [String], annotations: [String], epoch: Timestamp?) {
        self.name = name
        self.images = images
        self.tags = tags
        self.annotations = annotations
        self.epoch = epoch
    }
}

package struct BuiltImage: Sendable {
    package var platform: Platform
    /// Whole: with labels, history and times, and the diff IDs of its layers.
    package var configuration: ImageConfiguration
    package var layers: [BuiltLayer]

    package init(platform: Platform, configuration: ImageConfiguration, layers: [BuiltLayer]) {
        self.platform = platform
        self.configuration = configuration
        self.layers = layers
    }
}

package struct BuiltLayer: Sendable {
    package let place: LayerPlace
    /// What made it, for people; nil for those of the base.
    package let step: String?

    package init(_ place: LayerPlace, step: String?) {
        self.place = place
        self.step = step
    }

    package var diffID: Digest { place.diffID }

    package var isOfBase: Bool { step == nil }
}
