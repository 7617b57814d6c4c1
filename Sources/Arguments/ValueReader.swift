internal import Values

/// Turns what was given into a value of the program.
struct ValueReader<Value: Sendable>: Sendable {
    let kind: ValueKind
    let parse: @Sendable (String) throws -> Value?

    func read(_ given: GivenValue) throws(ArgumentError) -> Value {
        do {
            if let value = try parse(given.text) { return value }
        } catch {
            throw .invalidValue(given.text, given.source, choices: kind.words, cause: error)
        }
        throw .invalidValue(given.text, given.source, choices: kind.words, cause: nil)
    }

    func readAll(_ given: [GivenValue]) throws(ArgumentError) -> [Value] {
        var values: [Value] = []
        for value in given { values.append(try read(value)) }
        return values
    }
}

extension ValueReader where Value: RawRepresentable<String> & CaseIterable {
    /// Reads the raw values of an enumeration, and no others.
    static var choice: Self {
        Self(kind: .words(Value.allCases.map(\.rawValue))) { Value(rawValue: $0) }
    }
}

extension ValueReader<Bool> {
    /// Reads what Go's `strconv.ParseBool` does, since that is what `docker` takes.
    static var boolean: Self {
        Self(kind: .words(["true", "false"])) { Bool(word: $0) }
    }
}
