internal import Values

/// Chooses from definitions what is to be built.
struct Selector {
    let definitions: Definitions
    let overrides: TargetOverrides
    private(set) var selection = Selection()
    private var faults: [Diagnostic] = []

    init(_ definitions: Definitions, _ overrides: TargetOverrides) {
        self.definitions = definitions
        self.overrides = overrides
    }

    /// The targets and groups of the names, which may be patterns.
    ///
    /// Throws everything that is wrong with them.
    mutating func select(_ words: [String]) throws(Diagnostics) -> Selection {
        var names: [String] = []
        for word in words { names += try matches(for: TargetName.known(word)) }
        names = names.distinctKeepingEmpty()
        for name in names { choose(name) }
        if !faults.isEmpty { throw Diagnostics(faults) }
        nameDefault(names)
        for name in selection.targets.keys.sorted() { try link(name, path: []) }
        return selection
    }

    private func matches(for word: String) throws(Diagnostics) -> [String] {
        guard word.utf8.contains(where: { "*?[]".utf8.contains($0) }) else { return [word] }
        guard let pattern = NamePattern(word) else {
            throw Diagnostics(SelectionFault.badPattern(word).diagnostic(at: nil))
        }
        let names = (definitions.groups.map(\.name) + definitions.targets.map(\.name)).filter(pattern.matches)
        if names.isEmpty { throw Diagnostics(SelectionFault.noMatch(word).diagnostic(at: nil)) }
        return names
    }

    private mutating func choose(_ name: String) {
        var walk = GroupWalk(definitions)
        walk.enter(name, of: nil)
        faults += walk.faults
        for group in walk.groups { selection.groups[group] = definitions.group(named: group) }
        for target in walk.targets where selection.targets[target] == nil && faults.count < Self.enough {
            do throws(Diagnostics) {
                selection.targets[target] = try finished(target)
            } catch {
                faults += error.all
            }
        }
    }

    /// `default` holds what was asked for, unless that was `default` itself.
    private mutating func nameDefault(_ names: [String]) {
        for name in names where !(name == "default" && selection.groups["default"] != nil) {
            selection.groups["default", default: Group(name: "default", members: [])].members.append([name])
        }
        if let members = selection.groups["default"]?.members {
            selection.groups["default"]?.members = members.distinctKeepingEmpty().sorted()
        }
    }

    /// A target with all that it inherits and what is to be when nothing is said.
    private func finished(_ name: String) throws(Diagnostics) -> Target {
        var visited: [String: Target?] = [:]
        guard var target = try inherited(name, &visited, depth: 0) else {
            throw Diagnostics(unknown(name))
        }
        target.inherits = []
        target.context = target.context ?? target.defaultContext ?? "."
        if target.dockerfile?.isEmpty ?? true { target.dockerfile = "Dockerfile" }
        return target
    }

    private func unknown(_ name: String) -> Diagnostic {
        let known = definitions.allNames
        return SelectionFault.unknownTarget(name, known: known).diagnostic(at: nil)
    }

    /// A target on top of its parents. Nil for one that is being computed just now: circles end silently.
    private func inherited(
        _ name: String, _ visited: inout [String: Target?], depth: Int
    ) throws(Diagnostics) -> Target? {
        if let target = visited[name] { return target }
        guard let own = definitions.target(named: name) else { throw Diagnostics(unknown(name)) }
        guard depth < Self.deepest else {
            throw Diagnostics(SelectionFault.parentsTooDeep(name).diagnostic(at: own.declaration))
        }
        visited[name] = .some(nil)
        var target = Target(name: name)
        for parent in own.inherits {
            guard definitions.target(named: parent) != nil else { throw Diagnostics(unknownParent(parent, of: own)) }
            guard var inherited = try inherited(parent, &visited, depth: depth + 1) else { continue }
            inherited.settings = inherited.settings.inherited
            target.merge(inherited)
        }
        target.merge(own)
        try overrides.apply(to: &target)
        target.normalize()
        visited[name] = target
        return target
    }

    private static let deepest = 500
    /// More faults than anybody reads.
    private static let enough = 100

    private func unknownParent(_ parent: String, of target: Target) -> Diagnostic {
        let isGroup = definitions.group(named: parent) != nil
        let fault = SelectionFault.unknownParent(
            parent, of: target.name, known: definitions.targetNames, isGroup: isGroup)
        return fault.diagnostic(at: target.place(of: .inherits)?.quoting(parent))
    }

    /// Adds the targets that a target has as contexts, which are built for it and kept nowhere.
    private mutating func link(_ name: String, path: [String]) throws(Diagnostics) {
        guard let target = selection.targets[name] else { return }
        let path = path + [name]
        for (_, context) in target.contexts.sorted(by: { $0.key < $1.key }) where context.hasPrefix("target:") {
            try addLinked(String(context.dropFirst("target:".count)), to: target, path: path)
        }
    }

    private mutating func addLinked(_ link: String, to target: Target, path: [String]) throws(Diagnostics) {
        let place = target.place(of: .contexts)?.quoting("target:\(link)")
        if link == target.name { throw Diagnostics(SelectionFault.linksToItself(link).diagnostic(at: place)) }
        if path.contains(link) {
            throw Diagnostics(SelectionFault.circularLink(target.name, link).diagnostic(at: place))
        }
        if selection.targets[link] == nil {
            guard definitions.target(named: link) != nil else {
                let isGroup = definitions.group(named: link) != nil
                let fault = SelectionFault.unknownLink(
                    link, from: target.name, known: definitions.targetNames, isGroup: isGroup)
                throw Diagnostics(fault.diagnostic(at: place))
            }
            var linked = try finished(link)
            linked.outputs = [Output(type: "cacheonly")]
            selection.targets[link] = linked
        }
        try self.link(link, path: path)
        guard let linked = selection.targets[link] else { return }
        let entitlements = (selection.targets[target.name]?.entitlements ?? []) + (linked.entitlements ?? [])
        if !entitlements.isEmpty {
            selection.targets[target.name]?.entitlements = entitlements.droppingEmptyAndRepeated()
        }
        try Self.checkPlatforms(of: linked, for: target)
    }

    private static func checkPlatforms(of linked: Target, for target: Target) throws(Diagnostics) {
        guard let wanted = target.platforms, wanted.count > 1, let given = linked.platforms, given.count > 1 else {
            return
        }
        let missing = wanted.filter { !given.contains($0) }
        if missing.isEmpty { return }
        let fault = SelectionFault.platformsOfLink(target.name, linked.name, missing)
        throw Diagnostics(
            fault.diagnostic(
                at: target.place(of: .platforms),
                notes: [Diagnostic.Note("the platforms of \"\(linked.name)\"", linked.place(of: .platforms))]))
    }
}
