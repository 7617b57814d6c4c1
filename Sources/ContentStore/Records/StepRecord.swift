package import Values

/// That a step was done, and what came of it.
package struct StepRecord: Equatable, Sendable {
    package enum Kind: Int64, Sendable {
        /// The key is what the step was asked to do.
        case recipe = 0
        /// The key is what it was applied to.
        case content = 1
    }

    package var key: Digest
    package var kind: Kind
    package var scope: String
    package var layer: StoredLayer
    /// When the layer came about, which images say of it.
    package var created: Timestamp
    /// What it took.
    package var seconds: Double
    package var bytes: Int64
    /// The run that made it.
    package var run: String
    /// As progress shows it.
    package var title: String
    /// Which step of its target it was, as `[build 2/3]`: the last layer of the same place is the likeliest to be like the next.
    package var place: String
    /// The readable list that the key was hashed from, encoded.
    package var ingredients: [UInt8]

    package init(
        key: Digest, kind: Kind, scope: String, layer: StoredLayer, created: Timestamp, seconds: Double, bytes: Int64,
        run: String, title: String, place: String, ingredients: [UInt8]
    ) {
        self.key = key
        self.kind = kind
        self.scope = scope
        self.layer = layer
        self.created = created
        self.seconds = seconds
        self.bytes = bytes
        self.run = run
        self.title = title
        self.place = place
        self.ingredients = ingredients
    }
}
