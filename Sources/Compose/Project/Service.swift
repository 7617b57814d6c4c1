package import Values

/// A service, as far as building goes.
package struct Service: Sendable {
    package let name: String
    /// Where its name was written.
    package let range: SourceRange?
    package let image: String?
    /// What its `environment` and `env_file` set; nil for variables that are only named, and not set.
    package let environment: [String: String?]
    package let build: Build?
}

/// A secret of the top level.
package struct ProjectSecret: Sendable {
    package let name: String
    package let range: SourceRange?
    /// Where it is read from.
    package let file: String?
    /// The variable that holds it.
    package let environment: String?
    package let isExternal: Bool
}
