internal import Values

/// Fills in the variables of a document, and makes of strings what their places ask for.
struct Interpolation {
    let environment: [String: String]
    private(set) var faults: [ComposeFault] = []

    init(_ environment: [String: String]) {
        self.environment = environment
    }

    mutating func fill(_ root: inout Mapping) {
        fill(&root, at: [])
    }

    private mutating func fill(_ mapping: inout Mapping, at path: [String]) {
        var filler = self
        mapping.transform { name, item in filler.fill(&item, at: path + [name]) }
        self = filler
    }

    private mutating func fill(_ item: inout Item, at path: [String]) {
        switch item.value {
        case .string(let text): item.value = value(of: text, item.range, at: path)
        case .mapping(var mapping):
            item.value = .null
            fill(&mapping, at: path)
            item.value = .mapping(mapping)
        case .list(var items):
            item.value = .null
            for index in items.indices { fill(&items[index], at: path + ["[]"]) }
            item.value = .list(items)
        default: break
        }
    }

    private mutating func value(of text: String, _ range: SourceRange?, at path: [String]) -> Item.Value {
        do throws(Template.Fault) {
            let filled = try Template(text: text).filled { environment[$0] }
            guard let kind = CastKind(at: path) else { return .string(filled) }
            if let value = kind.cast(filled) { return value }
            faults.append(.wrongText(filled, path: path, wanted: kind, at: range))
        } catch {
            faults.append(.template(error, path: path, at: range))
        }
        return .string(text)
    }
}
