extension Canonical {
    static func rewrite(build item: inout Item, at path: [String]) throws(ComposeFault) {
        if item.string != nil {
            item.value = .mapping(Mapping([.init(name: "context", range: item.range, item: item)]))
            return
        }
        guard var build = item.mapping else {
            throw .wrongKind(path: path, wanted: [.string, .mapping], at: item.range)
        }
        if let secrets = build["secrets"]?.list { build["secrets"]?.value = .list(secrets.map(secretUse)) }
        for name in ["provenance", "sbom"] {
            guard let attestation = build[name], !attestation.isNull, let text = attestation.text else { continue }
            build[name]?.value = .string(text)
        }
        try rewrite("additional_contexts", in: &build, at: path, pairs)
        try rewrite("ssh", in: &build, at: path, keys)
        try checkLimits(build["ulimits"], at: path + ["ulimits"])
        item.value = .mapping(build)
    }

    private static func secretUse(_ item: Item) -> Item {
        guard item.string != nil else { return item }
        return Item(.mapping(Mapping([.init(name: "source", range: item.range, item: item)])), item.range)
    }

    private static func rewrite(
        _ name: String, in build: inout Mapping, at path: [String],
        _ mapping: ([Item], [String]) throws(ComposeFault) -> Mapping
    ) throws(ComposeFault) {
        guard let item = build[name] else { return }
        let path = path + [name]
        if let items = item.list {
            build[name]?.value = .mapping(try mapping(items, path))
        } else if item.mapping == nil {
            throw .wrongKind(path: path, wanted: [.list, .mapping], at: item.range)
        }
    }

    private static func pairs(_ items: [Item], at path: [String]) throws(ComposeFault) -> Mapping {
        var mapping = Mapping()
        for item in items {
            guard let text = item.string else {
                throw .wrongKind(path: path + ["[]"], wanted: [.string], at: item.range)
            }
            guard let pair = Pair(text) else { throw .expectedPair(text, path: path, at: item.range) }
            mapping.set(pair.name, Item(.string(pair.value), item.range), at: item.range)
        }
        return mapping
    }

    private static func keys(_ items: [Item], at path: [String]) throws(ComposeFault) -> Mapping {
        var mapping = Mapping()
        for item in items {
            guard let text = item.string else {
                throw .wrongKind(path: path + ["[]"], wanted: [.string], at: item.range)
            }
            if let pair = Pair(text) {
                mapping.set(pair.name, Item(.string(pair.value), item.range), at: item.range)
            } else if text == "default" {
                mapping.set(text, Item(.null, item.range), at: item.range)
            } else {
                throw .badSSHKey(text, at: item.range)
            }
        }
        return mapping
    }

    private static func checkLimits(_ limits: Item?, at path: [String]) throws(ComposeFault) {
        for member in limits?.mapping?.members ?? [] {
            switch member.item.value {
            case .mapping, .integer: break
            default: throw .wrongKind(path: path + [member.name], wanted: [.integer, .mapping], at: member.item.range)
            }
        }
    }
}
