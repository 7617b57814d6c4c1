internal import OCI
internal import Values

extension BuiltImage {
    /// With a configuration that says of nothing to be younger than a moment. What the base says of itself stays.
    func clamped(to epoch: Timestamp) -> BuiltImage {
        var image = self
        image.configuration.created = Self.clamped(configuration.created, to: epoch)
        for place in configuration.history.indices.dropFirst(inheritedHistory) {
            image.configuration.history[place].created = Self.clamped(
                configuration.history[place].created, to: epoch)
        }
        return image
    }

    /// How much of the history is about the layers of the base.
    private var inheritedHistory: Int {
        var layers = self.layers.prefix { $0.isOfBase }.count
        var count = 0
        for entry in configuration.history where layers > 0 {
            if !entry.isEmpty { layers -= 1 }
            count += 1
        }
        return count
    }

    private static func clamped(_ created: String?, to epoch: Timestamp) -> String {
        guard let created, let moment = Timestamp(rfc3339: created), moment <= epoch else { return epoch.description }
        return created
    }
}
