extension Target {
    static let overridableKeys = [
        "annotations", "args", "attest", "cache-from", "cache-to", "call", "context", "contexts", "dockerfile",
        "entitlements", "extra-hosts", "labels", "load", "network", "no-cache", "no-cache-filter", "output", "platform",
        "policy", "pull", "push", "resources", "secret", "secrets", "shm-size", "ssh", "tags", "target", "ulimits",
    ]

    /// Changes an attribute as a word of the command line says.
    mutating func apply(_ change: TargetOverrides.Change) throws(OverrideWordFault) {
        switch change.key {
        case "context": context = change.value
        case "dockerfile": dockerfile = change.value
        case "target": stage = change.value
        case "call": call = change.value
        case "shm-size": shmSize = change.value
        case "network": network = change.value
        case "args": arguments[try change.member] = change.value
        case "contexts": contexts[try change.member] = change.value
        case "labels": labels[try change.member] = change.value
        case "extra-hosts": extraHosts[try change.member] = change.value
        case "tags": tags = change.list(onto: tags)
        case "platform": platforms = change.list(onto: platforms)
        case "no-cache-filter": noCacheFilter = change.list(onto: noCacheFilter)
        case "ulimits": ulimits = change.list(onto: ulimits)
        case "annotations": annotations = (annotations ?? []) + change.values
        case "entitlements": entitlements = (entitlements ?? []) + change.values
        case "no-cache": noCache = try change.flag
        case "pull": pull = try change.flag
        case "push": outputs = (outputs ?? []).pushing(try change.flag)
        case "load": outputs = (outputs ?? []).loading(try change.flag)
        default: try applyEntries(change)
        }
    }

    private mutating func applyEntries(_ change: TargetOverrides.Change) throws(OverrideWordFault) {
        switch change.key {
        case "cache-from": cacheFrom = try change.entries(onto: cacheFrom).normalized()
        case "cache-to": cacheTo = try change.entries(onto: cacheTo).normalized()
        case "secrets": secrets = try change.entries(onto: secrets).normalized()
        case "ssh": ssh = try change.entries(onto: ssh).normalized()
        case "output": outputs = try change.entries(onto: outputs).normalized()
        case "policy":
            // Not even an empty value clears the list: that is for `reset=true`, in a file.
            if change.values.contains("") { throw .entry(change.key, .noFields) }
            policy = try change.entries(onto: policy)
        case "attest": attestations = try ((attestations ?? []) + change.entries(onto: [])).normalized()
        case "resources":
            let name = try change.member
            try change.reading { (value) throws(EntryFault) in
                var resources = self.resources ?? Resources()
                try resources.set(name, to: value)
                self.resources = resources
            }
        case "secret": try setSecret(change)
        default: throw .unknownKey(change.key)
        }
    }

    /// Gives a secret that the target has another source.
    private mutating func setSecret(_ change: TargetOverrides.Change) throws(OverrideWordFault) {
        let id = try change.member
        if id.isEmpty { throw .noName(change.key) }
        guard let place = secrets?.firstIndex(where: { $0.id == id }) else { throw .secretNotDeclared(id) }
        var source = Secret(id: id)
        try change.reading { (value) throws(EntryFault) in source = try Secret(text: value) }
        guard source.id.isEmpty || source.id == id else { throw .secretOfOtherID(id, source.id) }
        secrets?[place] = Secret(id: id, path: source.path, variable: source.variable)
    }
}

extension TargetOverrides.Change {
    /// The last value given.
    fileprivate var value: String { values.last ?? "" }

    /// The name in the attribute, which may be empty.
    fileprivate var member: String {
        get throws(OverrideWordFault) {
            guard let name else { throw .noName(key) }
            return name
        }
    }

    fileprivate var flag: Bool {
        get throws(OverrideWordFault) {
            guard let flag = Bool(word: value) else { throw .notFlag(key, value) }
            return flag
        }
    }

    fileprivate func list(onto list: [String]?) -> [String] {
        isAddition ? (list ?? []) + values : values
    }

    /// The entries that the values are, behind those that are there when they are to be added. Empty values count for
    /// nothing, so that one alone clears the list.
    fileprivate func entries<Element: CompoundEntry>(onto list: [Element]?) throws(OverrideWordFault) -> [Element] {
        do throws(EntryFault) {
            return try (isAddition ? list ?? [] : []) + [Element](texts: values)
        } catch {
            throw .entry(key, error)
        }
    }

    fileprivate func reading(_ body: (String) throws(EntryFault) -> Void) throws(OverrideWordFault) {
        do throws(EntryFault) {
            try body(value)
        } catch {
            throw .entry(key, error)
        }
    }
}
