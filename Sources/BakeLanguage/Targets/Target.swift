package import Values

/// What is to be built: one image, or whatever its outputs say. An attribute that is nil was not set; an empty list was, and
/// clears what would be inherited.
package struct Target: Sendable {
    package var name: String
    package var description: String?
    /// The targets whose attributes this one begins with.
    package var inherits: [String] = []

    package var annotations: [String]?
    package var attestations: [Attestation]?
    package var context: String?
    package var contexts: [String: String] = [:]
    package var dockerfile: String?
    package var dockerfileInline: String?
    package var arguments: [String: String] = [:]
    package var labels: [String: String] = [:]
    package var tags: [String]?
    package var cacheFrom: [CacheEntry]?
    package var cacheTo: [CacheEntry]?
    /// The stage of the Dockerfile.
    package var stage: String?
    package var secrets: [Secret]?
    package var ssh: [SSHKey]?
    package var platforms: [String]?
    package var outputs: [Output]?
    package var pull: Bool?
    package var noCache: Bool?
    package var network: String?
    package var noCacheFilter: [String]?
    package var shmSize: String?
    package var ulimits: [String]?
    package var resources: Resources?
    package var call: String?
    package var entitlements: [String]?
    package var extraHosts: [String: String] = [:]
    package var policy: [PolicyEntry]?
    package var settings = TargetSettings()

    /// The context when none is set: the directory of the file that says most about the target, where contexts are
    /// relative to files, and else the working directory.
    package var defaultContext: String?
    /// Where the file names the target; nil for one that no file declares as such.
    package var declaration: SourceRange?
    /// Where attributes were set last, for messages.
    package var places: [TargetAttribute: SourceRange] = [:]
    /// Where `x-hearth` was set last.
    package var settingsPlace: SourceRange?

    package init(name: String, declaration: SourceRange? = nil) {
        self.name = name
        self.declaration = declaration
    }

    /// The best place to point at when `attribute` is at fault.
    package func place(of attribute: TargetAttribute) -> SourceRange? {
        places[attribute] ?? declaration
    }
}
