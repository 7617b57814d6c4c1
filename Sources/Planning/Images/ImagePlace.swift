package import Host

/// Where the blobs of an image are.
package enum ImagePlace: Equatable, Sendable {
    case store
    /// A directory that is an OCI layout.
    case layout(Path)
}
