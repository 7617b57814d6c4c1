internal import Values

/// What a name leads to: through groups, to targets. A group that lists its own name means the target of that name.
struct GroupWalk {
    private let definitions: Definitions
    private(set) var groups: [String] = []
    private(set) var targets: [String] = []
    private(set) var faults: [Diagnostic] = []
    private var open: [String] = []
    private var seen: Set<String> = []
    private var reached: Set<String> = []

    init(_ definitions: Definitions) {
        self.definitions = definitions
    }

    /// Goes on at `name`, which `group` lists, or which was asked for.
    mutating func enter(_ name: String, of group: Group?) {
        guard let found = definitions.group(named: name), !open.contains(name) else { return reach(name, of: group) }
        guard open.count < Self.deepest else {
            faults.append(SelectionFault.tooDeep(name, Self.deepest).diagnostic(at: found.declaration))
            return
        }
        guard seen.insert(name).inserted else { return }
        groups.append(name)
        open.append(name)
        for member in found.members ?? [] { enter(member, of: found) }
        open.removeLast()
    }

    private mutating func reach(_ name: String, of group: Group?) {
        if faults.count >= Self.enough { return }
        if definitions.target(named: name) != nil {
            if reached.insert(name).inserted { targets.append(name) }
        } else if let group, definitions.group(named: name) != nil {
            faults.append(SelectionFault.circularGroup(name).diagnostic(at: group.place(of: name)))
        } else {
            faults.append(unknown(name, of: group))
        }
    }

    private func unknown(_ name: String, of group: Group?) -> Diagnostic {
        let known = definitions.allNames
        guard let group else { return SelectionFault.unknownTarget(name, known: known).diagnostic(at: nil) }
        return SelectionFault.unknownMember(name, of: group.name, known: known)
            .diagnostic(at: group.place(of: name))
    }

    private static let deepest = 500
    /// More faults than anybody reads: to find out what was meant takes time for each.
    private static let enough = 100
}
