package import Values

/// The `x-bake` of a build: what bake knows and compose does not. Nil is what was not given.
package struct XBake: Sendable {
    package var tags: [Build.Text]?
    package var cacheFrom: [Build.Text]?
    package var cacheTo: [Build.Text]?
    package var secrets: [Build.Text]?
    package var ssh: [Build.Text]?
    package var platforms: [Build.Text]?
    package var outputs: [Build.Text]?
    package var pull: Bool?
    package var noCache: Bool?
    package var noCacheFilter: [Build.Text]?
    package var contexts: [Build.NamedValue] = []
    package var range: SourceRange?

    package init() {}
}
