package import Values

/// What an OCI layout calls things: its files, and the annotations in its index.
package enum ImageLayoutNames {
    package static let layoutFile = "oci-layout"
    package static let layoutContent = #"{"imageLayoutVersion":"1.0.0"}"#
    package static let index = "index.json"
    package static let blobs = "blobs"
    /// What Docker puts beside them, or instead.
    package static let dockerManifest = "manifest.json"

    /// The full name of an image, which containerd adds.
    package static let imageName: ExactText = "io.containerd.image.name"
    /// Its tag.
    package static let referenceName: ExactText = "org.opencontainers.image.ref.name"
    package static let created: ExactText = "org.opencontainers.image.created"

    package static func path(of digest: Digest) -> String { "\(blobs)/\(digest.algorithm.rawValue)/\(digest.hex)" }
}
