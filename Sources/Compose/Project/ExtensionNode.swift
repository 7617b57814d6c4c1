package import Values

/// What stands under a key that Compose leaves to others, `x-…`.
package struct ExtensionNode: Sendable {
    package indirect enum Content: Sendable {
        case null
        case bool(Bool)
        case integer(Int)
        case float(Double)
        case text(String)
        case list([ExtensionNode])
        case mapping([Member])
    }

    package struct Member: Sendable {
        package let name: String
        package let range: SourceRange?
        package let value: ExtensionNode
    }

    package let content: Content
    package let range: SourceRange?

    /// YAML is not nested deeper than the stack bears, nor are items.
    init(_ item: Item) {
        range = item.range
        content =
            switch item.value {
            case .null: .null
            case .bool(let value): .bool(value)
            case .integer(let value): .integer(value)
            case .unsigned(let value): .float(Double(value))
            case .float(let value): .float(value)
            case .timestamp(let text), .string(let text): .text(text)
            case .list(let items): .list(items.map(ExtensionNode.init))
            case .mapping(let mapping):
                .mapping(
                    mapping.members.map { Member(name: $0.name, range: $0.range, value: ExtensionNode($0.item)) })
            }
    }
}

extension ComposeProject {
    /// What stands under a key at the top of a file, once for each document that has it. What is wrong with the file is
    /// passed over: `faults` tells it.
    package static func extensions(
        named name: String, in file: SourceFile, environment: [String: String]
    ) -> [ExtensionNode] {
        guard file.bytes.contains(name), let parsed = try? ParsedFile(file) else { return [] }
        var faults: [ComposeFault] = []
        return parsed.nodes.compactMap { node in
            guard let member = Document(node, faults: &faults)?.root.member(name) else { return nil }
            var alone = Mapping([member])
            var interpolation = Interpolation(environment)
            interpolation.fill(&alone)
            return alone[name].map(ExtensionNode.init)
        }
    }
}

extension [UInt8] {
    fileprivate func contains(_ text: String) -> Bool {
        let wanted = Array(text.utf8)
        guard let first = wanted.first else { return true }
        return indices.contains { self[$0] == first && self[$0...].starts(with: wanted) }
    }
}
