package import OCI
package import Values

/// An image that somebody wants: its name, and what it is to run on.
package struct ImageRequest: Hashable, Sendable {
    package let reference: ImageReference
    package let platform: Platform
    /// Whether its registry is to be asked what it leads to now, whatever is known: `--pull`.
    package let isNewest: Bool

    package init(_ reference: ImageReference, for platform: Platform, isNewest: Bool = false) {
        self.reference = reference
        self.platform = platform
        self.isNewest = isNewest
    }
}
