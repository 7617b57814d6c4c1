extension Declaration {
    /// An argument that must be given.
    ///
    /// `parse` gives nil, or throws what says why, for a text that is no such value; without it the value is the text.
    package mutating func argument<Value: Sendable>(
        _ name: String, help: String, kind: ValueKind = .text,
        parse: @escaping @Sendable (String) throws -> Value? = { (text: String) -> String? in text }
    ) -> Argument<Value> {
        required(name, help, ValueReader(kind: kind, parse: parse))
    }

    /// An argument that must be given, and is one of a few words.
    package mutating func choiceArgument<Value: RawRepresentable<String> & CaseIterable & Sendable>(
        _ name: String, help: String, as type: Value.Type = Value.self
    ) -> Argument<Value> {
        required(name, help, ValueReader<Value>.choice)
    }

    /// An argument that may be left out.
    package mutating func optionalArgument<Value: Sendable>(
        _ name: String, help: String, kind: ValueKind = .text,
        parse: @escaping @Sendable (String) throws -> Value? = { (text: String) -> String? in text }
    ) -> Argument<Value?> {
        let reader = ValueReader(kind: kind, parse: parse)
        return add(
            DeclaredArgument(name: name, kind: kind, help: help, minimum: 0, isRepeated: false) {
                given throws(ArgumentError) in
                try reader.readAll(given).last
            })
    }

    /// As many arguments as are given. A command has at most one such list, but it need not come last: in
    /// `SOURCE... DESTINATION` the last word is the destination.
    package mutating func repeatedArguments<Value: Sendable>(
        _ name: String, atLeast minimum: Int = 0, help: String, kind: ValueKind = .text,
        parse: @escaping @Sendable (String) throws -> Value? = { (text: String) -> String? in text }
    ) -> Argument<[Value]> {
        let reader = ValueReader(kind: kind, parse: parse)
        return add(
            DeclaredArgument(name: name, kind: kind, help: help, minimum: minimum, isRepeated: true) {
                given throws(ArgumentError) in
                try reader.readAll(given)
            })
    }

    private mutating func required<Value>(
        _ name: String, _ help: String, _ reader: ValueReader<Value>
    ) -> Argument<Value> {
        add(
            DeclaredArgument(name: name, kind: reader.kind, help: help, minimum: 1, isRepeated: false) {
                given throws(ArgumentError) in
                guard let value = given.last else { throw .missingArgument(name) }
                return try reader.read(value)
            })
    }
}
