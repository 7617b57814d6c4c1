internal import Values

/// Chooses from definitions what is to be built. What is wrong with one target does not keep the others from being looked
/// at, up to more faults than anybody reads.
struct Selector {
    let definitions: Definitions
    let overrides: TargetOverrides
    private let purpose: Purpose
    var selection = Selection()
    var faults: [Diagnostic] = []
    /// Targets whose parents, up to the last, are in no circle, so that they are the same from wherever they are reached.
    var resolved: [String: Target] = [:]
    var circles = 0
    /// How far each target's links have been followed.
    var linking: [String: Progress] = [:]

    init(_ definitions: Definitions, _ overrides: TargetOverrides, _ purpose: Purpose) {
        self.definitions = definitions
        self.overrides = overrides
        self.purpose = purpose
    }

    /// Chooses the targets and groups of the names, which may be patterns, and whatever the targets link to.
    mutating func select(_ words: [String]) {
        var names: [String] = []
        for word in words {
            reporting { selector throws(Diagnostics) in names += try selector.matches(for: TargetName.known(word)) }
        }
        names = names.distinctKeepingEmpty()
        for name in names { choose(name) }
        nameDefault(names)
        for name in selection.targets.keys.sorted() { link(name, depth: 0) }
    }

    mutating func reporting(_ body: (inout Selector) throws(Diagnostics) -> Void) {
        if faults.count >= Self.enough { return }
        do throws(Diagnostics) {
            try body(&self)
        } catch {
            faults += error.all
        }
    }

    private static let enough = 100
    /// How far a chain of links may go.
    static let deepest = 500

    private func matches(for word: String) throws(Diagnostics) -> [String] {
        guard word.utf8.contains(where: { "*?[]".utf8.contains($0) }) else { return [word] }
        guard let pattern = NamePattern(word) else {
            throw Diagnostics(SelectionFault.badPattern(word).diagnostic(at: nil))
        }
        var names = (definitions.groups.map(\.name) + definitions.targets.map(\.name)).filter(pattern.matches)
        // What is only there to be inherited may have no Dockerfile.
        if purpose == .planning, !TargetName.isPrivate(word) { names.removeAll(where: TargetName.isPrivate) }
        if names.isEmpty { throw Diagnostics(SelectionFault.noMatch(word).diagnostic(at: nil)) }
        return names
    }

    private mutating func choose(_ name: String) {
        var walk = GroupWalk(definitions)
        walk.enter(name, of: nil)
        faults += walk.faults
        // Targets are large, and are moved each time a dictionary grows.
        selection.targets.reserveCapacity(selection.targets.count + walk.targets.count)
        resolved.reserveCapacity(resolved.count + walk.targets.count)
        for group in walk.groups { selection.groups[group] = definitions.group(named: group) }
        for target in walk.targets where selection.targets[target] == nil {
            reporting { selector throws(Diagnostics) in try selector.add(target, outputs: nil) }
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

    /// Adds a target with all that it inherits, and with what is to be when nothing is said.
    mutating func add(_ name: String, outputs: [Output]?) throws(Diagnostics) {
        guard var target = try inherited(name) else { return }
        target.inherits = []
        target.context = target.context ?? target.defaultContext ?? "."
        if target.dockerfile?.isEmpty ?? true { target.dockerfile = "Dockerfile" }
        target.outputs = outputs ?? target.outputs
        selection.targets[name] = target
    }
}
