internal import Values
internal import YAML

/// A document of a compose file: what it says, and what of earlier files it takes back.
struct Document {
    var root: Mapping
    /// Where `!reset` and `!override` stand.
    var resets: [[String]] = []

    /// Nil when it is no mapping. Adds what is wrong to `faults`.
    init?(_ node: YAMLNode, faults: inout [ComposeFault]) {
        var reader = DocumentReader()
        guard case .mapping(let root)? = reader.item(node, at: [])?.value else {
            faults.append(.notAMapping(at: node.range))
            return nil
        }
        self.root = root
        resets = reader.resets
        faults += reader.faults
    }
}

private struct DocumentReader {
    var resets: [[String]] = []
    var faults: [ComposeFault] = []

    /// Nil for what is tagged to be taken back.
    mutating func item(_ node: YAMLNode, at path: [String]) -> Item? {
        switch node.tag {
        case "!reset":
            resets.append(path)
            return nil
        case "!override": resets.append(path)
        default: break
        }
        return Item(value(of: node, at: path), node.range)
    }

    private mutating func value(of node: YAMLNode, at path: [String]) -> Item.Value {
        switch node.content {
        case .null: .null
        case .bool(let value): .bool(value)
        case .integer(let value): .integer(value)
        case .unsigned(let value): .unsigned(value)
        case .float(let value): .float(value)
        case .timestamp(let value): .timestamp(value.description)
        case .string(let text): .string(text)
        case .sequence(let nodes): .list(list(nodes, at: path))
        case .mapping(let entries): .mapping(mapping(entries, at: path))
        }
    }

    private mutating func list(_ nodes: [YAMLNode], at path: [String]) -> [Item] {
        var items: [Item] = []
        for (index, node) in nodes.enumerated() {
            if let item = item(node, at: path + [String(index)]) { items.append(item) }
        }
        return items
    }

    private mutating func mapping(_ entries: [YAMLNode.Entry], at path: [String]) -> Mapping {
        var mapping = Mapping()
        for entry in entries {
            guard case .string(let name) = entry.key.content else {
                faults.append(.keyIsNoString(at: entry.key.range))
                continue
            }
            guard let item = item(entry.value, at: path + [name]) else { continue }
            mapping.set(name, item, at: entry.key.range)
        }
        return mapping
    }
}
