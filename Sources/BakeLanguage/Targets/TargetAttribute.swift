/// The attributes of a target, under the names they have in a file, in the order they are printed in.
package enum TargetAttribute: String, CaseIterable, Sendable {
    case description
    case inherits
    case annotations
    case attest
    case context
    case contexts
    case dockerfile
    case dockerfileInline = "dockerfile-inline"
    case args
    case labels
    case tags
    case cacheFrom = "cache-from"
    case cacheTo = "cache-to"
    case target
    case secret
    case ssh
    case platforms
    case output
    case pull
    case noCache = "no-cache"
    case network
    case noCacheFilter = "no-cache-filter"
    case shmSize = "shm-size"
    case ulimits
    case resources
    case call
    case entitlements
    case extraHosts = "extra-hosts"
    case policy
}
