package import Values

/// How a service is built. What is not given, or empty, is nil or empty.
///
/// Paths are seen from the working directory.
package struct Build: Sendable {
    package var range: SourceRange?
    package var context: String?
    package var dockerfile: String?
    package var dockerfileInline: String?
    /// Those without a value have got that of the service's environment, else of the project's; or are gone.
    package var args: [NamedValue] = []
    package var labels: [NamedValue] = []
    package var tags: [Text] = []
    package var cacheFrom: [Text] = []
    package var cacheTo: [Text] = []
    /// Values may be `service:NAME` or `target:NAME`.
    package var additionalContexts: [NamedValue] = []
    package var network: String?
    package var target: String?
    package var platforms: [Text] = []
    /// Sorted by name.
    package var ssh: [SSHKey] = []
    /// Which secrets are used, by the names that the project has them under.
    package var secrets: [Text] = []
    /// In bytes; nil if not above zero.
    package var shmSize: Int64?
    package var ulimits: [Ulimit] = []
    /// Several addresses are joined by commas.
    package var extraHosts: [NamedValue] = []
    package var noCache = false
    package var pull = false
    /// `true`, `false` or attributes.
    package var sbom: String?
    package var provenance: String?
    package var xBake: XBake?
    /// What stands under other keys that begin with `x-`.
    package var extensions: [String: ExtensionNode] = [:]
    /// Where each key was given, by the names of the compose file.
    package var ranges: [String: SourceRange] = [:]

    package init() {}

    /// A value that was written somewhere.
    package struct Text: Sendable {
        package let text: String
        package let range: SourceRange?
    }

    package struct NamedValue: Sendable {
        package let name: String
        package let value: String
        package let range: SourceRange?
    }

    package struct SSHKey: Sendable {
        package let id: String
        package let path: String?
        package let range: SourceRange?
    }

    package struct Ulimit: Sendable {
        package let name: String
        package let soft: Int
        package let hard: Int
        package let range: SourceRange?
    }
}
