/// How overlayfs is told what a layer means, when it is mounted with `userxattr`.
enum OverlayMark {
    static let opaque = "user.overlay.opaque"
    static let opaqueValue = Array("y".utf8)
    /// What BuildKit records of the extended attributes that a step leaves.
    static let recorded = "security.capability"
}
