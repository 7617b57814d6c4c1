package import Values

/// What a selector leads to, with all that is below it and that no filter drops.
package struct SelectedTree: Sendable {
    package let input: SelectedInput
    package let file: SelectedFile
}

/// A file of a context as it is copied.
package struct SelectedFile: Sendable {
    package enum Kind: Sendable {
        case file(SelectedContent)
        /// What it holds, in the order of names.
        case directory([SelectedFile])
        case link(target: [UInt8])
        case fifo
        case device(isBlock: Bool, major: UInt32, minor: UInt32)
    }

    /// What it is called in the directory that holds it.
    package let name: [UInt8]
    package let kind: Kind
    /// The lower twelve bits.
    package let mode: UInt32
    /// To whom it belongs in an archive; everything else is root's.
    package let owner: UInt32
    package let group: UInt32
    /// Nanoseconds since 1970; nil where nothing says it: of the top of a context, of a directory that an archive does not name.
    package let modified: Int64?
    /// Files with the same are one file under several names.
    package let identity: FileIdentity?
    /// A directory that --exclude or --parents leave out, and that is here only for what it holds.
    package let isPassage: Bool
}
