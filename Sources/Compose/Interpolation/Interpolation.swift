internal import Values

/// Fills in the variables of a document, and makes of strings what their places ask for.
struct Interpolation {
    let environment: [String: String]
    private(set) var faults: [ComposeFault] = []
    /// Where the item is that is being looked at.
    private var path: [String] = []

    init(_ environment: [String: String]) {
        self.environment = environment
    }

    mutating func fill(_ mapping: inout Mapping) {
        mapping.transform { name, item in
            path.append(name)
            fill(&item)
            path.removeLast()
        }
    }

    private mutating func fill(_ item: inout Item) {
        switch item.value {
        case .string(let text): item.value = value(of: text, item.range)
        case .mapping: item.change { mapping in fill(&mapping) }
        case .list(var items):
            item.value = .null
            path.append("[]")
            for index in items.indices { fill(&items[index]) }
            path.removeLast()
            item.value = .list(items)
        default: break
        }
    }

    private mutating func value(of text: String, _ range: SourceRange?) -> Item.Value {
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
