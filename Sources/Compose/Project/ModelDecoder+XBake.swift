internal import Values

extension ModelDecoder {
    /// The extension that is bake's own; nil for null.
    mutating func bakeExtension(_ item: Item, at path: [String]) -> XBake? {
        if item.isNull { return nil }
        guard let given = item.mapping else {
            faults.append(.wrongKind(path: path, wanted: [.mapping], at: item.range))
            return nil
        }
        var bake = XBake()
        bake.range = item.range
        bake.tags = words(given, "tags", at: path)
        bake.cacheFrom = words(given, "cache-from", at: path)
        bake.cacheTo = words(given, "cache-to", at: path)
        bake.secrets = words(given, "secret", at: path)
        bake.ssh = words(given, "ssh", at: path)
        bake.platforms = words(given, "platforms", at: path)
        bake.outputs = words(given, "output", at: path)
        bake.noCacheFilter = words(given, "no-cache-filter", at: path)
        bake.pull = choice(given, "pull", at: path)
        bake.noCache = choice(given, "no-cache", at: path)
        bake.contexts = contexts(given, at: path)
        return bake
    }

    /// A list, or a string of words with blanks between them.
    private mutating func words(_ given: Mapping, _ name: String, at path: [String]) -> [Build.Text]? {
        guard let item = given[name], !item.isNull else { return nil }
        if let items = item.list {
            let texts = items.filter { !$0.isNull }
            guard texts.allSatisfy({ $0.text != nil }) else { return wrong(item, at: path + [name], [.string, .list]) }
            return texts.map { .init(text: $0.text ?? "", range: $0.range) }
        }
        guard let text = item.text else { return wrong(item, at: path + [name], [.string, .list]) }
        return text.split(whereSeparator: \.isWhitespace).map { .init(text: String($0), range: item.range) }
    }

    private mutating func choice(_ given: Mapping, _ name: String, at path: [String]) -> Bool? {
        guard let item = given[name], !item.isNull else { return nil }
        switch item.value {
        case .bool(let value): return value
        case .string(let text):
            if let value = Self.oldWords[text] { return value }
        default: break
        }
        return wrong(item, at: path + [name], [.boolean])
    }

    private static let oldWords = [
        "y": true, "Y": true, "yes": true, "Yes": true, "YES": true, "on": true, "On": true, "ON": true,
        "n": false, "N": false, "no": false, "No": false, "NO": false, "off": false, "Off": false, "OFF": false,
    ]

    private mutating func contexts(_ given: Mapping, at path: [String]) -> [Build.NamedValue] {
        guard let item = given["contexts"], !item.isNull else { return [] }
        guard let contexts = item.mapping else { return wrong(item, at: path + ["contexts"], [.mapping]) ?? [] }
        return contexts.members.compactMap { member in
            guard let text = member.item.text else {
                return wrong(member.item, at: path + ["contexts", member.name], [.string])
            }
            let value = member.item.isNull ? "" : text
            return .init(name: member.name, value: value, range: member.item.range)
        }
    }

    private mutating func wrong<Result>(_ item: Item, at path: [String], _ kinds: [Kind]) -> Result? {
        faults.append(.wrongKind(path: path, wanted: kinds, at: item.range))
        return nil
    }
}
