package import Values

/// What `x-hearth` says of a target.
package struct TargetSettings: Equatable, Sendable {
    static let key = "x-hearth"

    /// Where the records of its steps are kept; nil for a scope of the target's own name.
    package var scope: String?
    /// Further scopes whose records may be used.
    package var cacheRead: [String]?
    /// Files that alone decide whether the image is made again.
    package var keyFiles: [String]?
    /// Whether the image is also kept as one tarball, for other machines to begin with.
    package var isBase: Bool?
    package var goals = Goals()

    mutating func merge(_ later: TargetSettings) {
        scope = later.scope ?? scope
        keyFiles = later.keyFiles ?? keyFiles
        isBase = later.isBase ?? isBase
        cacheRead = later.cacheRead ?? cacheRead
        goals.merge(later.goals)
    }

    /// What an heir begins with. A scope, like what makes a base image, belongs to one target.
    var inherited: TargetSettings {
        var settings = TargetSettings()
        settings.cacheRead = cacheRead
        settings.goals = goals
        return settings
    }
}

/// What a run is held against.
package struct Goals: Equatable, Sendable {
    /// The least share of steps that are found in the cache, from 0 to 1.
    package var hitRate: Double?
    /// The most seconds that a build takes.
    package var buildTime: Double?
    /// The most bytes that an image has.
    package var imageSize: ByteCount?

    mutating func merge(_ later: Goals) {
        hitRate = later.hitRate ?? hitRate
        buildTime = later.buildTime ?? buildTime
        imageSize = later.imageSize ?? imageSize
    }
}

/// What `x-hearth` says at the top of a file, but for the files that are included: `Inclusion` has those.
package struct FileSettings: Equatable, Sendable {
    /// Goals of a whole run.
    package var goals = Goals()
    /// Scopes whose records all targets may use.
    package var cacheRead: [String]?

    mutating func merge(_ later: FileSettings) {
        goals.merge(later.goals)
        cacheRead = later.cacheRead ?? cacheRead
    }
}
