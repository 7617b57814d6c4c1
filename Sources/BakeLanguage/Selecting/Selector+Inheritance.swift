internal import Values

extension Selector {
    /// A target on top of its parents. Nil for one that is being computed just now: circles end silently.
    mutating func inherited(
        _ name: String, _ visited: inout [String: Target?], depth: Int
    ) throws(Diagnostics) -> Target? {
        if let target = resolved[name] { return target }
        if let target = visited[name] {
            circles += target == nil ? 1 : 0
            return target
        }
        guard let own = definitions.target(named: name) else { return nil }
        guard depth < Self.deepest else {
            throw Diagnostics(SelectionFault.tooDeep(name).diagnostic(at: own.declaration))
        }
        guard own.inherits.count <= Self.mostParents else {
            let fault = SelectionFault.tooManyParents(name, limit: Self.mostParents)
            throw Diagnostics(fault.diagnostic(at: own.place(of: .inherits)))
        }
        let circlesBefore = circles
        visited[name] = .some(nil)
        var target = Target(name: name)
        for parent in own.inherits {
            guard definitions.target(named: parent) != nil else { throw Diagnostics(unknownParent(parent, of: own)) }
            guard var inherited = try inherited(parent, &visited, depth: depth + 1) else { continue }
            inherited.inherits = []
            inherited.settings = inherited.settings.inherited
            target.merge(inherited)
        }
        target.merge(own)
        try overrides.apply(to: &target)
        target.normalize()
        visited[name] = target
        if circles == circlesBefore { resolved[name] = target }
        return target
    }

    private static let mostParents = 1000

    private func unknownParent(_ parent: String, of target: Target) -> Diagnostic {
        let isGroup = definitions.group(named: parent) != nil
        let fault = SelectionFault.unknownParent(
            parent, of: target.name, known: definitions.targetNames, isGroup: isGroup)
        return fault.diagnostic(at: target.place(of: .inherits)?.quoting(parent))
    }
}
