package import Values

/// The targets of a bake as they are to be built: chosen by name, with what they inherit, what the command line overrides,
/// and those that they link to.
package struct Selection: Sendable {
    package internal(set) var targets: [String: Target] = [:]
    /// The groups through which targets were reached; `default` holds what was asked for by name.
    package internal(set) var groups: [String: Group] = [:]
    /// What is doubtful, and no error.
    package private(set) var warnings: [Diagnostic] = []

    init() {}

    /// The targets that names or patterns lead to, as the overrides make them and as a build would take them.
    ///
    /// Throws everything that is wrong with what was asked for, and everything that a build would refuse.
    package init(
        of names: [String], from definitions: Definitions, _ overrides: TargetOverrides,
        for purpose: Purpose = .building,
        _ surroundings: any Surroundings
    ) throws(Diagnostics) {
        var selector = Selector(definitions, overrides, purpose)
        selector.select(names)
        self = selector.selection
        let refusals = settle(for: purpose, surroundings)
        let clashes = Clashes(among: targets).found
        warnings = clashes.filter { $0.severity == .warning }
        let faults = selector.faults + refusals + clashes.filter { $0.severity == .error }
        if !faults.isEmpty { throw Diagnostics(faults) }
    }

    /// Makes every target what a build would take, and gives what a build would refuse.
    private mutating func settle(for purpose: Purpose, _ surroundings: any Surroundings) -> [Diagnostic] {
        let epoch = surroundings.environment["SOURCE_DATE_EPOCH"] ?? ""
        var refusals: [Diagnostic] = []
        for name in targets.keys.sorted() {
            guard var target = targets[name] else { continue }
            if !epoch.isEmpty, target.arguments["SOURCE_DATE_EPOCH"] == nil {
                target.arguments["SOURCE_DATE_EPOCH"] = epoch
            }
            refusals += target.settle(for: purpose, surroundings)
            targets[name] = target
        }
        return refusals
    }

    /// Has no policy decide about any target.
    package mutating func disablePolicy() {
        var policy = PolicyEntry()
        policy.isDisabled = true
        for name in targets.keys { targets[name]?.policy = [policy] }
    }

    /// As `--print` shows it.
    package var json: JSON {
        var members: [JSON.Member] = []
        if !groups.isEmpty { members.append(JSON.Member("group", Self.object(groups, \.json))) }
        members.append(JSON.Member("target", Self.object(targets, \.json)))
        return .object(members)
    }

    private static func object<Element>(_ elements: [String: Element], _ json: (Element) -> JSON) -> JSON {
        .object(elements.sorted { $0.key < $1.key }.map { JSON.Member($0.key, json($0.value)) })
    }
}
