internal import Values

extension Selector {
    /// A target on top of its parents, of which the first come first, so that a long row of them takes no deep stack.
    mutating func inherited(_ name: String) throws(Diagnostics) -> Target? {
        var rows = [(name: name, parents: parents(of: name)[...])]
        var seen: Set = [name]
        while let row = rows.last {
            if let parent = row.parents.first {
                rows[rows.count - 1].parents.removeFirst()
                if seen.insert(parent).inserted { rows.append((parent, parents(of: parent)[...])) }
            } else {
                var visited: [String: Target?] = [:]
                // What is wrong with a parent is told when its heir is computed, who is the one to be built.
                if rows.count > 1 { _ = try? inherited(row.name, &visited, depth: 0) }
                rows.removeLast()
            }
        }
        var visited: [String: Target?] = [:]
        return try inherited(name, &visited, depth: 0)
    }

    private func parents(of name: String) -> [String] {
        resolved[name] == nil ? definitions.target(named: name)?.inherits ?? [] : []
    }

    /// The same for one whose parents are known, but for those in a circle with it. Nil for one that is being computed
    /// just now: circles end silently.
    private mutating func inherited(
        _ name: String, _ visited: inout [String: Target?], depth: Int
    ) throws(Diagnostics) -> Target? {
        if let target = resolved[name] { return target }
        if let target = visited[name] {
            circles += target == nil ? 1 : 0
            return target
        }
        guard let own = definitions.target(named: name) else { return nil }
        guard depth < Self.deepestCircle else {
            throw Diagnostics(SelectionFault.tooDeep(name, Self.deepestCircle).diagnostic(at: own.declaration))
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
    private static let deepestCircle = 200

    private func unknownParent(_ parent: String, of target: Target) -> Diagnostic {
        let isGroup = definitions.group(named: parent) != nil
        let fault = SelectionFault.unknownParent(
            parent, of: target.name, known: definitions.targetNames, isGroup: isGroup)
        return fault.diagnostic(at: target.place(of: .inherits)?.quoting(parent))
    }
}
