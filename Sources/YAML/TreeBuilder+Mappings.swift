internal import Values

extension TreeBuilder {
    /// Pairs keys with values, and brings in what merge keys name: after the mapping's own keys, and never over one
    /// that is there.
    mutating func mapping(_ children: [YAMLNode]) -> YAMLNode.Content {
        var entries: [YAMLNode.Entry] = []
        var places: [String: SourceRange] = [:]
        var merged: [YAMLNode] = []
        for index in stride(from: 0, to: children.count - 1, by: 2) {
            let (key, value) = (children[index], children[index + 1])
            let name = key.writtenText
            if let first = places.updateValue(key.range, forKey: name) {
                note(.duplicateKey(name: name, at: key.range, first: first))
            } else if key.isMergeKey {
                merged += mergeable(value)
            } else {
                entries.append(YAMLNode.Entry(key: key, value: value))
            }
        }
        for case .mapping(let others) in merged.map(\.content) {
            for entry in others where places.updateValue(entry.key.range, forKey: entry.key.writtenText) == nil {
                entries.append(entry)
            }
        }
        return .mapping(entries)
    }

    private mutating func mergeable(_ value: YAMLNode) -> [YAMLNode] {
        switch value.content {
        case .mapping: return [value]
        case .sequence(let nodes):
            for node in nodes { if case .mapping = node.content {} else { note(.notMergeable(at: node.range)) } }
            return nodes
        default:
            note(.notMergeable(at: value.range))
            return []
        }
    }
}

extension YAMLNode {
    /// A scalar as it was written, by which keys are compared: `1` and `"1"` are one key.
    fileprivate var writtenText: String {
        switch content {
        case .string(let text): text
        case .sequence, .mapping: ""
        default: range.text
        }
    }

    fileprivate var isMergeKey: Bool {
        guard case .string("<<") = content else { return false }
        return tag == "!!merge" || tag == nil && range.text == "<<"
    }
}
