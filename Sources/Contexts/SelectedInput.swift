package import Values

/// One thing that a selector leads to, in the order of the sources.
package struct SelectedInput: Equatable, Sendable {
    package enum Kind: String, Sendable {
        case file
        case directory
        case link
        case fifo
        case device
    }

    /// Where it is in the context, for people.
    package let path: String
    /// What it is called where it is copied to: the base name of a file; nothing for a directory, whose contents are
    /// copied, also with --parents, where the paths that stay are part of the contents.
    package let name: String
    package let kind: Kind
    /// What docs/cache-keys.md says, section "Files". The permissions of a directory count where it is mounted; where it is
    /// copied they are lost, and only those of what it holds count.
    package internal(set) var digest: Digest
    /// How many files, links and the like there are.
    package let files: Int
    package let bytes: Int64
    /// The mode of a file, `0644`; of a directory how many files and directories have which, `0644 ×12, 0755 ×3`, with its own
    /// where that counts. Empty for a link.
    package let permissions: String

    package init(
        path: String, name: String, kind: Kind, digest: Digest, files: Int, bytes: Int64, permissions: String = ""
    ) {
        self.path = path
        self.name = name
        self.kind = kind
        self.digest = digest
        self.files = files
        self.bytes = bytes
        self.permissions = permissions
    }
}
