/// What `# check=` asks for: which rules are not held, and whether breaking one is an error.
package struct CheckSettings: Equatable, Sendable {
    /// The build argument that stands in for what the file says.
    package static let argument = "BUILDKIT_DOCKERFILE_CHECK"

    package var skipped: Set<String> = []
    package var skipsAll = false
    package var experimental: Set<String> = []
    package var allowsAllExperimental = false
    package var failsOnFindings = false

    package init() {}

    /// Whether a rule is held. Skipping says nothing of experimental ones.
    package func holds(_ rule: Rule) -> Bool {
        if rule.isExperimental { return allowsAllExperimental || experimental.contains(rule.rawValue) }
        return !skipsAll && !skipped.contains(rule.rawValue)
    }

    /// With the rules that are skipped and allowed here or there; what findings lead to stays.
    func joined(by other: CheckSettings) -> CheckSettings {
        var joined = self
        joined.skipped.formUnion(other.skipped)
        joined.skipsAll = skipsAll || other.skipsAll
        joined.experimental.formUnion(other.experimental)
        joined.allowsAllExperimental = allowsAllExperimental || other.allowsAllExperimental
        return joined
    }
}
