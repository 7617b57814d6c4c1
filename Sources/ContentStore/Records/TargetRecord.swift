package import Values

/// What a target came to for a platform, kept under a key that is a promise: whoever has the key need not look at its steps.
package struct TargetRecord: Equatable, Sendable {
    package struct Layer: Equatable, Sendable {
        package var layer: StoredLayer
        /// Of the step that made it, as in its record; nil for a layer of a base image.
        package var step: Step?

        package init(layer: StoredLayer, step: Step?) {
            self.layer = layer
            self.step = step
        }
    }

    package struct Step: Equatable, Sendable {
        /// When the layer came about.
        package var created: Timestamp
        package var title: String
        /// Of its recipe key, encoded; nothing where it has none.
        package var ingredients: [UInt8]

        package init(created: Timestamp, title: String, ingredients: [UInt8]) {
            self.created = created
            self.title = title
            self.ingredients = ingredients
        }
    }

    package var key: Digest
    package var platform: String
    package var scope: String
    /// From the lowest on; at least one.
    package var layers: [Layer]

    package init(key: Digest, platform: String, scope: String, layers: [Layer]) {
        self.key = key
        self.platform = platform
        self.scope = scope
        self.layers = layers
    }
}
