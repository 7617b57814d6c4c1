internal import Values

extension ModelDecoder {
    /// The extension that is bake's own; nil for null.
    mutating func bakeExtension(_ item: Item) -> XBake? {
        if item.isNull { return nil }
        guard let given = item.mapping else {
            faults.append(.wrongKind(path: ["build", "x-bake"], wanted: [.mapping], at: item.range))
            return nil
        }
        var bake = XBake()
        bake.range = item.range
        bake.tags = words(given, "tags")
        bake.cacheFrom = words(given, "cache-from")
        bake.cacheTo = words(given, "cache-to")
        bake.secrets = words(given, "secret")
        bake.ssh = words(given, "ssh")
        bake.platforms = words(given, "platforms")
        bake.outputs = words(given, "output")
        bake.noCacheFilter = words(given, "no-cache-filter")
        bake.pull = choice(given, "pull")
        bake.noCache = choice(given, "no-cache")
        bake.contexts = contexts(given)
        return bake
    }

    /// A list, or a string of words with blanks between them.
    private mutating func words(_ given: Mapping, _ name: String) -> [Build.Text]? {
        guard let item = given[name], !item.isNull else { return nil }
        if let items = item.list {
            let texts = items.filter { !$0.isNull }
            guard texts.allSatisfy({ $0.text != nil }) else { return wrong(item, name, [.string, .list]) }
            return texts.map { .init(text: $0.text ?? "", range: $0.range) }
        }
        guard let text = item.text else { return wrong(item, name, [.string, .list]) }
        return text.split(whereSeparator: \.isWhitespace).map { .init(text: String($0), range: item.range) }
    }

    private mutating func choice(_ given: Mapping, _ name: String) -> Bool? {
        guard let item = given[name], !item.isNull else { return nil }
        switch item.value {
        case .bool(let value): return value
        case .string(let text):
            if let value = Self.oldWords[text] { return value }
        default: break
        }
        return wrong(item, name, [.boolean])
    }

    private static let oldWords = [
        "y": true, "Y": true, "yes": true, "Yes": true, "YES": true, "on": true, "On": true, "ON": true,
        "n": false, "N": false, "no": false, "No": false, "NO": false, "off": false, "Off": false, "OFF": false,
    ]

    private mutating func contexts(_ given: Mapping) -> [Build.NamedValue] {
        guard let item = given["contexts"], !item.isNull else { return [] }
        guard let contexts = item.mapping else { return wrong(item, "contexts", [.mapping]) ?? [] }
        return contexts.members.compactMap { member in
            guard let text = member.item.text else { return wrong(member.item, "contexts.\(member.name)", [.string]) }
            let value = member.item.isNull ? "" : text
            return .init(name: member.name, value: value, range: member.item.range)
        }
    }

    private mutating func wrong<Result>(_ item: Item, _ name: String, _ kinds: [Kind]) -> Result? {
        faults.append(.wrongKind(path: ["build", "x-bake", name], wanted: kinds, at: item.range))
        return nil
    }
}
