package import Values

/// The value of a `--mount` as it stands in the file. What is wrong whatever the variables hold was refused already.
package struct WrittenMount: Equatable, Sendable {
    package let text: String
    package let range: SourceRange

    package init(text: String, range: SourceRange) {
        self.text = text
        self.range = range
    }
}

/// A place in the root of a RUN where something else than the stage's files stands.
package struct Mount: Equatable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case bind
        case cache
        case tmpfs
        case secret
        case ssh
    }

    package enum Sharing: String, Sendable, CaseIterable {
        case shared
        case `private`
        case locked
    }

    package var kind = Kind.bind
    /// As written; may be relative to the working directory. Empty for a secret that is only a variable.
    package var target = ""
    /// What is mounted, inside `from` or the context.
    package var source = ""
    /// A stage, a named context or an image.
    package var from: String?
    package var isReadOnly = false
    package var isRequired = false
    /// Of a cache, a secret, an SSH agent.
    package var id: String?
    /// The variable a secret is put in.
    package var variable: String?
    package var sharing = Sharing.shared
    /// Permission bits.
    package var mode: UInt32?
    package var user: UInt32?
    package var group: UInt32?
    /// Of a tmpfs, in bytes.
    package var size: Int64?

    package init() {}
}
