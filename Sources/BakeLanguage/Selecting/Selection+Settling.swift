package import Values

extension Selection {
    /// Makes every target what a build would take, and refuses what a build would refuse.
    ///
    /// Throws everything that is wrong with any of the targets.
    package mutating func settle(_ surroundings: any Surroundings) throws(Diagnostics) {
        var faults: [Diagnostic] = []
        let epoch = surroundings.environment["SOURCE_DATE_EPOCH"] ?? ""
        for name in targets.keys.sorted() {
            guard var target = targets[name] else { continue }
            if !epoch.isEmpty, target.arguments["SOURCE_DATE_EPOCH"] == nil {
                target.arguments["SOURCE_DATE_EPOCH"] = epoch
            }
            faults += target.settle(surroundings)
            targets[name] = target
        }
        faults += clashes
        if !faults.isEmpty { throw Diagnostics(faults) }
    }

    /// Has no policy decide about any target.
    package mutating func disablePolicy() {
        var policy = PolicyEntry()
        policy.isDisabled = true
        for name in targets.keys { targets[name]?.policy = [policy] }
    }

    /// Targets that would overwrite what another one leaves.
    private var clashes: [Diagnostic] {
        var tags: [String: Target] = [:]
        var scopes: [String: Target] = [:]
        var clashes: [Diagnostic] = []
        for name in targets.keys.sorted() {
            guard let target = targets[name] else { continue }
            for tag in target.pushedTags {
                if let other = tags.updateValue(target, forKey: tag.withVersion) {
                    let fault = SelectionFault.tagPushedTwice(tag, other.name, name)
                    clashes.append(fault.diagnostic(at: target, and: other, .tags))
                }
            }
            if let other = scopes.updateValue(target, forKey: target.scope) {
                let fault = SelectionFault.scopeWrittenTwice(target.scope, other.name, name)
                clashes.append(fault.diagnostic(at: target, and: other, nil))
            }
        }
        return clashes
    }
}

extension Target {
    /// The namespace of the records of the target's steps.
    package var scope: String { settings.scope ?? name }

    /// The tags under which a registry is to have the image.
    fileprivate var pushedTags: [String] {
        let pushes = (outputs ?? []).contains { output in
            output.type == "registry" || output.type == "image" && output.attributes["push"] == "true"
        }
        return pushes ? tags ?? [] : []
    }
}

extension String {
    /// A tag that names no version means `latest`.
    fileprivate var withVersion: String {
        let name = split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        return name.contains(":") || contains("@") ? self : self + ":latest"
    }
}

extension SelectionFault {
    fileprivate func diagnostic(at target: Target, and other: Target, _ attribute: TargetAttribute?) -> Diagnostic {
        func place(_ target: Target) -> SourceRange? { attribute.map(target.place) ?? target.declaration }
        return diagnostic(at: place(target), notes: [Diagnostic.Note("the other is here", place(other))])
    }
}
