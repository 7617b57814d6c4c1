/// How the tar of a layer is packed in an image.
package struct LayerForm: Hashable, Sendable {
    package enum Compression: String, Sendable {
        case none = "uncompressed"
        case gzip
        case zstd
        case estargz
    }

    package var compression: Compression
    package var level: Int?
    /// Whether media types are those of Docker.
    package var isDocker: Bool

    package init(_ compression: Compression, level: Int? = nil, isDocker: Bool = false) {
        self.compression = compression
        self.level = level
        self.isDocker = isDocker
    }
}
