/// Lays later values over earlier ones, by compose's rules.
///
/// Mappings merge key by key, lists are joined, anything else is replaced; null changes nothing. What may be written as
/// a list or as a mapping becomes a list of `name=value`. Deeper than YAML may nest it is never called.
enum Overriding {
    static func merged(_ base: Mapping, _ other: Mapping, at path: [String] = []) throws(ComposeFault) -> Mapping {
        var merged = base
        for member in other.members {
            guard let earlier = base[member.name] else {
                merged.set(member.name, member.item, at: member.range)
                continue
            }
            let item = try self.merged(earlier, member.item, at: path + [member.name])
            merged.set(member.name, item, at: member.range)
        }
        return merged
    }

    static func merged(_ base: Item, _ other: Item, at path: [String]) throws(ComposeFault) -> Item {
        switch Place(path) {
        case .build: return try mergedBuild(base, other, at: path)
        case .pairs: return Item(.list(sequence(base) + sequence(other)), other.range ?? base.range)
        case .hosts:
            let earlier = sequence(base)
            let known = Set(earlier.compactMap(\.string))
            let added = sequence(other).filter { item in item.string.map { !known.contains($0) } ?? true }
            return Item(.list(earlier + added), other.range ?? base.range)
        case .other: break
        }
        if other.isNull { return base }
        switch (base.value, other.value) {
        case (.mapping(let earlier), .mapping(let later)):
            return Item(.mapping(try merged(earlier, later, at: path)), other.range)
        case (.list(let earlier), .list(let later)): return Item(.list(earlier + later), other.range)
        case (.mapping, _), (.list, _):
            throw .cannotOverride(path: path, at: other.range, earlier: base.range)
        default: return other
        }
    }

    /// What is special about a place.
    private enum Place {
        case build
        case pairs
        case hosts
        case other

        init(_ path: [String]) {
            self = .other
            guard path.first == "services", path.count >= 3 else { return }
            switch (path[2], path.count == 4 ? path[3] : nil, path.count) {
            case ("build", _, 3): self = .build
            case ("environment", _, 3), ("env_file", _, 3): self = .pairs
            case ("build", "args"?, 4), ("build", "additional_contexts"?, 4), ("build", "labels"?, 4): self = .pairs
            case ("build", "extra_hosts"?, 4): self = .hosts
            default: break
            }
        }
    }

    private static func mergedBuild(_ base: Item, _ other: Item, at path: [String]) throws(ComposeFault) -> Item {
        guard let earlier = longForm(base), let later = longForm(other) else {
            if other.isNull { return base }
            if base.isNull { return other }
            throw .cannotOverride(path: path, at: other.range, earlier: base.range)
        }
        return Item(.mapping(try merged(earlier, later, at: path)), other.range)
    }

    private static func longForm(_ build: Item) -> Mapping? {
        guard build.string != nil else { return build.mapping }
        return Mapping([.init(name: "context", range: build.range, item: build)])
    }

    private static func sequence(_ item: Item) -> [Item] {
        switch item.value {
        case .list(let items): items
        case .string: [item]
        case .mapping(let mapping): mapping.members.flatMap(pairs)
        default: []
        }
    }

    private static func pairs(_ member: Mapping.Member) -> [Item] {
        switch member.item.value {
        case .null: return [Item(.string(member.name), member.item.range)]
        case .list(let values): return values.flatMap { pairs(.init(name: member.name, range: member.range, item: $0)) }
        default:
            guard let text = member.item.text else { return [member.item] }
            return [Item(.string("\(member.name)=\(text)"), member.item.range)]
        }
    }
}
