package import ContentStore
package import Values

/// What a base-image tarball says of itself, at its front. docs/base-tarball-format.md has the format.
package struct BaseTarball: Equatable, Sendable {
    /// A blob that is in the file.
    package struct Part: Hashable, Sendable {
        package let digest: Digest
        package let size: Int64

        package init(digest: Digest, size: Int64) {
            self.digest = digest
            self.size = size
        }
    }

    package struct Layer: Equatable, Sendable {
        package var layer: StoredLayer
        package var treeSize: Int64
        /// Contents that are not in one piece in the pack.
        package var apart: [Part]
        /// What it took to make.
        package var seconds: Double?

        package init(layer: StoredLayer, treeSize: Int64, apart: [Part], seconds: Double?) {
            self.layer = layer
            self.treeSize = treeSize
            self.apart = apart
            self.seconds = seconds
        }
    }

    /// What a name led to when the target was planned.
    package struct Name: Equatable, Sendable {
        /// In full.
        package let name: String
        package let digest: Digest

        package init(name: String, digest: Digest) {
            self.name = name
            self.digest = digest
        }
    }

    package var target: String
    package var key: Digest
    package var names: [Name] = []
    /// Of the image's manifest or index.
    package var image: Digest
    package var imageNames: [String] = []
    package var documents: [Part] = []
    package var layers: [Layer] = []
    package var records: [StepRecord] = []
    package var results: [TargetRecord] = []

    package init(target: String, key: Digest, image: Digest) {
        self.target = target
        self.key = key
        self.image = image
    }

    static let version: Int64 = 1
    static let listName = "hearth-base.json"
    static let listLimit = 32 << 20

    /// All blobs, each once and in the order of the file.
    package var parts: [Part] {
        var seen: Set<Digest> = []
        let lists = layers.flatMap { [Part(digest: $0.layer.tree, size: $0.treeSize)] + $0.apart }
        let packs = layers.map { Part(digest: $0.layer.diffID, size: $0.layer.size) }
        return (documents + lists + packs).filter { seen.insert($0.digest).inserted }
    }
}
