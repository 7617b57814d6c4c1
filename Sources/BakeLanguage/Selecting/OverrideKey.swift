/// What can be overridden from outside, by the names that `--set` has for it.
package enum OverrideKey: String, CaseIterable, Sendable {
    case annotations
    case args
    case attest
    case cacheFrom = "cache-from"
    case cacheTo = "cache-to"
    case call
    case context
    case contexts
    case dockerfile
    case entitlements
    case extraHosts = "extra-hosts"
    case labels
    case load
    case network
    case noCache = "no-cache"
    case noCacheFilter = "no-cache-filter"
    case output
    case platform
    case policy
    case pull
    case push
    case resources
    case secret
    case secrets
    case shmSize = "shm-size"
    case ssh
    case tags
    case target
    case ulimits

    /// The attribute that changes.
    var attribute: TargetAttribute {
        switch self {
        case .load, .push: .output
        case .platform: .platforms
        case .secrets: .secret
        default: TargetAttribute(rawValue: rawValue) ?? .context
        }
    }

    /// Whether a word without a name in the attribute is refused before any target is looked at.
    var needsName: Bool { [.args, .contexts, .resources, .secret].contains(self) }

    /// Whether `+=` makes sense.
    var takesAdditions: Bool { ![.resources, .secret].contains(self) }
}
