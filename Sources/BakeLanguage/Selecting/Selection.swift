package import Values

/// The targets of a bake as they are to be built: chosen by name, with what they inherit, what the command line overrides,
/// and those that they link to.
package struct Selection: Sendable {
    package internal(set) var targets: [String: Target] = [:]
    /// The groups through which targets were reached; `default` holds what was asked for by name.
    package internal(set) var groups: [String: Group] = [:]

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

extension Selection {
    /// The targets that names or patterns lead to, as the overrides make them.
    package init(
        of names: [String], from definitions: Definitions, _ overrides: TargetOverrides
    ) throws(Diagnostics) {
        var selector = Selector(definitions, overrides)
        self = try selector.select(names)
    }
}
