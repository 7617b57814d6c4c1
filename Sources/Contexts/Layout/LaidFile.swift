package import Values

/// A file that is not on the disk as it is in the context: from a git revision, from an archive.
package enum LaidFile: Equatable, Sendable {
    /// SHA-256 of its content.
    case file(mode: UInt32, content: Digest, length: Int64)
    case link(target: [UInt8])
    case directory(mode: UInt32)
    case fifo(mode: UInt32)
    case device(mode: UInt32, isBlock: Bool, major: UInt32, minor: UInt32)
    /// There is nothing, whatever the disk has.
    case absent
}

/// What is at a path of a context, other than on the disk.
package struct Replacement: Equatable, Sendable {
    /// Bytes, from the root of the context.
    package let path: [UInt8]
    package let file: LaidFile

    package init(_ path: [UInt8], _ file: LaidFile) {
        self.path = path
        self.file = file
    }
}
