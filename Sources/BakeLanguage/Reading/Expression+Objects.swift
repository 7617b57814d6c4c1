internal import HCL
internal import Values

extension Expression {
    /// The text that the expression plainly is: the key of an object, mostly.
    var literalText: String? {
        switch form {
        case .literal(.string(let text)): text
        case .jsonString(let string): string.text
        default: nil
        }
    }
}

extension Block {
    /// The block as an object, for settings that may be written either way: blocks in it are objects in that. Adds to
    /// `faults` labels, which have no place there.
    func object(_ faults: inout [Diagnostic]) -> Expression {
        guard case .native(let attributes, let blocks) = body else {
            if case .json(let expression) = body { return expression }
            return Expression(.object([]), typeRange)
        }
        var items = attributes.map { Self.item($0.name, $0.nameRange, $0.value) }
        for block in blocks {
            if let label = block.labels.first {
                faults.append(SettingsFault.label(block.type).diagnostic(at: label.range))
            }
            items.append(Self.item(block.type, block.typeRange, block.object(&faults)))
        }
        items.sort { $0.key.range.offsets.lowerBound < $1.key.range.offsets.lowerBound }
        let range = items.last.map { typeRange.through($0.value.range) } ?? typeRange
        return Expression(.object(items), range)
    }

    private static func item(_ name: String, _ range: SourceRange, _ value: Expression) -> Expression.Item {
        Expression.Item(key: Expression(.literal(.string(name)), range), value: value)
    }
}
