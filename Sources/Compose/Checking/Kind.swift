/// What sort of value something is, in the words of people who write YAML.
enum Kind: String, Sendable {
    case string
    case integer
    case number
    case boolean
    case null
    case list
    case mapping
}

extension Item {
    /// Whether it counts as one of a kind: a whole number is a number, too.
    func isA(_ kind: Kind) -> Bool {
        switch (value, kind) {
        case (.null, .null), (.bool, .boolean), (.string, .string), (.timestamp, .string), (.list, .list),
            (.mapping, .mapping), (.integer, .integer), (.integer, .number), (.unsigned, .integer),
            (.unsigned, .number), (.float, .number):
            true
        case (.float(let value), .integer): value.isFinite && value.rounded() == value
        default: false
        }
    }
}

extension [Kind] {
    /// `boolean, number or string`.
    var alternatives: String {
        let names = map(\.rawValue).sorted()
        guard names.count > 1, let last = names.last else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " or " + last
    }
}
