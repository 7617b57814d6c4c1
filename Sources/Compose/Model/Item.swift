internal import Values

/// A value of a compose file on its way from YAML to what it means, and where it was written.
struct Item {
    indirect enum Value {
        case null
        case bool(Bool)
        case integer(Int)
        case unsigned(UInt64)
        case float(Double)
        /// A date, as it is printed.
        case timestamp(String)
        case string(String)
        case list([Item])
        case mapping(Mapping)
    }

    var value: Value
    var range: SourceRange?

    init(_ value: Value, _ range: SourceRange? = nil) {
        self.value = value
        self.range = range
    }

    var isNull: Bool { if case .null = value { true } else { false } }

    var string: String? { if case .string(let text) = value { text } else { nil } }

    var list: [Item]? { if case .list(let items) = value { items } else { nil } }

    var mapping: Mapping? { if case .mapping(let mapping) = value { mapping } else { nil } }

    /// Changes the mapping that it is, if it is one.
    mutating func change<Failure: Error>(_ change: (inout Mapping) throws(Failure) -> Void) throws(Failure) {
        guard case .mapping(var mapping) = value else { return }
        // Held twice, all of it would be copied for the first change.
        value = .null
        defer { value = .mapping(mapping) }
        try change(&mapping)
    }
}
