package import DockerfileLanguage

/// What is read of a context.
package struct Selector: Sendable {
    /// Paths or patterns, as the Dockerfile has them, expanded.
    package var sources: [String]
    /// What .dockerignore drops.
    package var ignore: PathFilter?
    /// What --exclude drops.
    package var excludes: [String]
    /// COPY --parents: patterns know `**` and `/./`, and what is selected keeps the directories it is in.
    package var keepsParents: Bool
    /// Whether a pattern may match nothing (COPY) and whether a missing plain name is an error. A mount's source
    /// has no patterns.
    package var isMount: Bool

    package init(
        sources: [String], ignore: PathFilter? = nil, excludes: [String] = [], keepsParents: Bool = false,
        isMount: Bool = false
    ) {
        self.sources = sources
        self.ignore = ignore
        self.excludes = excludes
        self.keepsParents = keepsParents
        self.isMount = isMount
    }
}
