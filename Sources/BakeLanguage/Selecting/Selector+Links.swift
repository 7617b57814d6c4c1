internal import Values

extension Selector {
    /// Adds the targets that a target has as contexts, which are built for it and kept nowhere. Each is looked at once,
    /// after all that it links to itself.
    mutating func link(_ name: String, depth: Int) {
        guard linking[name] == nil, let target = selection.targets[name] else { return }
        linking[name] = .underWay
        for (_, context) in target.contexts.sorted(by: { $0.key < $1.key }) where context.hasPrefix("target:") {
            let link = String(context.dropFirst("target:".count))
            reporting { selector throws(Diagnostics) in try selector.follow(link, from: target, depth: depth + 1) }
        }
        linking[name] = .done
    }

    private mutating func follow(_ link: String, from target: Target, depth: Int) throws(Diagnostics) {
        if let fault = fault(of: link, from: target, depth) {
            let place = target.place(of: .contexts)?.quoting("target:\(link)")
            throw Diagnostics(fault.diagnostic(at: place))
        }
        if selection.targets[link] == nil { try add(link, outputs: [Output(type: "cacheonly")]) }
        self.link(link, depth: depth)
        guard let linked = selection.targets[link] else { return }
        let entitlements = (selection.targets[target.name]?.entitlements ?? []) + (linked.entitlements ?? [])
        if !entitlements.isEmpty {
            selection.targets[target.name]?.entitlements = entitlements.droppingEmptyAndRepeated()
        }
        try Self.checkPlatforms(of: linked, for: target)
    }

    private func fault(of link: String, from target: Target, _ depth: Int) -> SelectionFault? {
        if link == target.name { return .linksToItself(link) }
        if linking[link] == .underWay { return .circularLink(target.name, link) }
        if depth > Self.deepest { return .tooDeep(link, Self.deepest) }
        if definitions.target(named: link) != nil { return nil }
        return .unknownLink(
            link, from: target.name, known: definitions.targetNames,
            isGroup: definitions.group(named: link) != nil)
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
