internal import Values

/// A body in JSON: an object, or several in an array; or null, which is none. What in it is an attribute and what a block
/// is for who reads it to say.
struct JSONBody {
    private let value: Expression

    init(_ value: Expression) {
        self.value = value
    }

    private struct Entry {
        let name: JSONString
        let value: Expression
    }

    /// A key for remarks, which a body passes over.
    private static let remark = "//"

    func content(_ schema: Schema) -> Content {
        var faults: [Diagnostic] = []
        var attributes = Attributes()
        var blocks: [Block] = []
        var others: [Content.Name] = []
        for entry in Self.entries(value, .notABody, &faults) {
            let name = entry.name.text
            if schema.attributes.contains(name) {
                attributes.add(entry, &faults)
            } else if let labels = schema.blocks[name] {
                Self.unpack(entry.value, entry.name, labels, [], &blocks, &faults)
            } else if name != Self.remark {
                others.append(Content.Name(name, entry.name.range, isBlock: false))
            }
        }
        return Content(attributes: attributes.all, blocks: blocks, others: others, faults: faults)
    }

    /// There is no array here: who reads a body as attributes alone wants one object.
    func attributes(besides names: Set<String>) -> Content {
        var faults: [Diagnostic] = []
        var attributes = Attributes()
        for entry in Self.entries(value, .notABody, &faults)
        where entry.name.text != Self.remark && !names.contains(entry.name.text) {
            attributes.add(entry, &faults)
        }
        return Content(attributes: attributes.all, blocks: [], faults: faults)
    }

    /// Attributes so far, none of them twice.
    private struct Attributes {
        var all: [Attribute] = []
        private var places: [String: SourceRange] = [:]

        mutating func add(_ entry: Entry, _ faults: inout [Diagnostic]) {
            let name = entry.name.text
            if let first = places[name] {
                return faults.append(BodyFault.repeated(name, first: first).diagnostic(at: entry.name.range))
            }
            places[name] = entry.name.range
            all.append(Attribute(name: name, nameRange: entry.name.range, value: entry.value))
        }
    }

    private static func entries(
        _ value: Expression, _ fault: BodyFault, _ faults: inout [Diagnostic]
    ) -> [Entry] {
        switch value.form {
        case .literal(.null): return []
        case .object(let items): return entries(items)
        case .tuple(let elements):
            return elements.flatMap { element in
                if case .object(let items) = element.form { return entries(items) }
                faults.append(fault.diagnostic(at: element.range))
                return []
            }
        default:
            faults.append(fault.diagnostic(at: value.range))
            return []
        }
    }

    private static func entries(_ items: [Expression.Item]) -> [Entry] {
        items.compactMap { item in
            guard case .jsonString(let name) = item.key.form else { return nil }
            return Entry(name: name, value: item.value)
        }
    }

    /// The blocks that stand under a name, as many objects deep as there are labels.
    private static func unpack(
        _ value: Expression, _ type: JSONString, _ missing: Int, _ labels: [Block.Label], _ blocks: inout [Block],
        _ faults: inout [Diagnostic]
    ) {
        guard missing > 0 else { return finish(value, type, labels, &blocks, &faults) }
        let before = faults.count
        let entries = entries(value, .notALabel(type: type.text), &faults)
        if entries.isEmpty, faults.count == before {
            let fault = BodyFault.missingLabel(type: type.text, needed: missing)
            faults.append(fault.diagnostic(at: value.range))
        }
        for entry in entries {
            let label = Block.Label(entry.name.text, entry.name.range)
            unpack(entry.value, type, missing - 1, labels + [label], &blocks, &faults)
        }
    }

    private static func finish(
        _ value: Expression, _ type: JSONString, _ labels: [Block.Label], _ blocks: inout [Block],
        _ faults: inout [Diagnostic]
    ) {
        func append(_ value: Expression) {
            blocks.append(Block(type: type.text, typeRange: type.range, labels: labels, body: .json(value)))
        }
        switch value.form {
        case .literal(.null): break
        case .object: append(value)
        case .tuple(let elements): elements.forEach(append)
        default: faults.append(BodyFault.notABlock(type: type.text).diagnostic(at: value.range))
        }
    }
}
