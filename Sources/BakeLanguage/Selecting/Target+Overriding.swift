internal import Values

extension Target {
    /// Changes an attribute as a word of the command line says.
    mutating func apply(_ change: TargetOverrides.Change, to key: OverrideKey) throws(OverrideWordFault) {
        switch key {
        case .context: context = change.value
        case .dockerfile: dockerfile = change.value
        case .target: stage = change.value
        case .call: call = change.value
        case .shmSize: shmSize = change.value
        case .network: network = change.value
        case .args: arguments[try change.member(of: key)] = change.value
        case .contexts: contexts[try change.member(of: key)] = change.value
        case .labels: labels[try change.member(of: key)] = change.value
        case .extraHosts: extraHosts[try change.member(of: key)] = change.value
        case .tags: tags = change.list(onto: tags)
        case .platform: platforms = change.list(onto: platforms)
        case .noCacheFilter: noCacheFilter = change.list(onto: noCacheFilter)
        case .ulimits: ulimits = change.list(onto: ulimits)
        case .annotations: annotations = (annotations ?? []) + change.values
        case .entitlements: entitlements = (entitlements ?? []) + change.values
        case .noCache: noCache = try change.flag(for: key)
        case .pull: pull = try change.flag(for: key)
        case .push: outputs = (outputs ?? []).pushing(try change.flag(for: key))
        case .load: outputs = (outputs ?? []).loading(try change.flag(for: key))
        case .attest, .cacheFrom, .cacheTo, .output, .policy, .resources, .secret, .secrets, .ssh:
            try applyEntries(change, to: key)
        }
    }

    private mutating func applyEntries(
        _ change: TargetOverrides.Change, to key: OverrideKey
    ) throws(OverrideWordFault) {
        switch key {
        case .cacheFrom: cacheFrom = try change.entries(of: key, onto: cacheFrom).normalized()
        case .cacheTo: cacheTo = try change.entries(of: key, onto: cacheTo).normalized()
        case .secrets: secrets = try change.entries(of: key, onto: secrets).normalized()
        case .ssh: ssh = try change.entries(of: key, onto: ssh).normalized()
        case .output: outputs = try change.entries(of: key, onto: outputs).normalized()
        case .policy:
            // Not even an empty value clears the list: that is for `reset=true`, in a file.
            if change.values.contains("") { throw .entry(key, .noFields) }
            policy = try change.entries(of: key, onto: policy)
        case .attest: attestations = try ((attestations ?? []) + change.entries(of: key, onto: [])).normalized()
        case .resources:
            let name = try change.member(of: key)
            try change.reading(key) { (value) throws(EntryFault) in
                var resources = self.resources ?? Resources()
                try resources.set(name, to: value)
                self.resources = resources
            }
        case .secret: try setSecret(change)
        default: break
        }
    }

    /// Gives a secret that the target has another source.
    private mutating func setSecret(_ change: TargetOverrides.Change) throws(OverrideWordFault) {
        let id = try change.member(of: .secret)
        if id.isEmpty { throw .noName(.secret) }
        guard let place = secrets?.firstIndex(where: { $0.id == id }) else { throw .secretNotDeclared(id) }
        var source = Secret(id: id)
        try change.reading(.secret) { (value) throws(EntryFault) in source = try Secret(text: value) }
        guard source.id.isEmpty || source.id == id else { throw .secretOfOtherID(id, source.id) }
        secrets?[place] = Secret(id: id, path: source.path, variable: source.variable)
    }
}

extension TargetOverrides.Change {
    /// The last value given.
    fileprivate var value: String { values.last ?? "" }

    /// The name in the attribute, which may be empty.
    fileprivate func member(of key: OverrideKey) throws(OverrideWordFault) -> String {
        guard let name else { throw .noName(key) }
        return name
    }

    fileprivate func flag(for key: OverrideKey) throws(OverrideWordFault) -> Bool {
        guard let flag = Bool(word: value) else { throw .notFlag(key, value) }
        return flag
    }

    fileprivate func list(onto list: [String]?) -> [String] {
        isAddition ? (list ?? []) + values : values
    }

    /// The entries that the values are, behind those that are there when they are to be added. Empty values count for
    /// nothing, so that one alone clears the list.
    fileprivate func entries<Element: CompoundEntry>(
        of key: OverrideKey, onto list: [Element]?
    ) throws(OverrideWordFault) -> [Element] {
        do throws(EntryFault) {
            return try (isAddition ? list ?? [] : []) + [Element](texts: values)
        } catch {
            throw .entry(key, error)
        }
    }

    fileprivate func reading(
        _ key: OverrideKey, _ body: (String) throws(EntryFault) -> Void
    ) throws(OverrideWordFault) {
        do throws(EntryFault) {
            try body(value)
        } catch {
            throw .entry(key, error)
        }
    }
}
