extension Declaration {
    /// A switch: false, unless `--name` or `--name=true` is given or the variable says so.
    package mutating func flag(
        _ long: String, short: Unicode.Scalar? = nil, environment: String? = nil, help: String
    ) -> Option<Bool> {
        let reader = ValueReader<Bool>.boolean
        return add(
            DeclaredOption(
                long: long, short: short, value: nil, kind: reader.kind, help: help, environment: environment
            ) { given throws(ArgumentError) in
                try reader.readAll(given).last ?? false
            })
    }

    /// A flag that is short for a value of an option declared before it. Of the two the last one on the line counts.
    package mutating func shorthand<Value>(
        _ long: String, for option: Option<Value>, value: String, help: String
    ) -> Option<Bool> {
        let reader = ValueReader<Bool>.boolean
        return add(
            DeclaredOption(
                long: long, short: nil, value: nil, kind: reader.kind, help: help,
                standsFor: (option: option.slot, value: value)
            ) { given throws(ArgumentError) in
                try reader.readAll(given).last ?? false
            })
    }

    /// An option that may be left out. Given more than once, the last one counts.
    ///
    /// `parse` gives nil, or throws what says why, for a text that is no such value; without it the value is the text.
    package mutating func option<Value: Sendable>(
        _ long: String, short: Unicode.Scalar? = nil, value: String, environment: String? = nil, help: String,
        kind: ValueKind = .text,
        parse: @escaping @Sendable (String) throws -> Value? = { (text: String) -> String? in text }
    ) -> Option<Value?> {
        single(long, short, value, environment, help, ValueReader(kind: kind, parse: parse))
    }

    /// An option with a default, which the help shows. Given more than once, the last one counts.
    package mutating func option<Value: Sendable>(
        _ long: String, short: Unicode.Scalar? = nil, value: String, default fallback: Value,
        environment: String? = nil, help: String, kind: ValueKind = .text,
        parse: @escaping @Sendable (String) throws -> Value?
    ) -> Option<Value> {
        let reader = ValueReader(kind: kind, parse: parse)
        return single(long, short, value, environment, help, reader, fallback, shown: "\(fallback)")
    }

    /// A text with a default, which the help shows.
    package mutating func option(
        _ long: String, short: Unicode.Scalar? = nil, value: String, default fallback: String,
        environment: String? = nil, help: String, kind: ValueKind = .text
    ) -> Option<String> {
        let reader = ValueReader<String>(kind: kind) { $0 }
        return single(long, short, value, environment, help, reader, fallback, shown: fallback)
    }

    /// One of a few words, or none.
    package mutating func choice<Value: RawRepresentable<String> & CaseIterable & Sendable>(
        _ long: String, short: Unicode.Scalar? = nil, value: String? = nil, environment: String? = nil, help: String,
        as type: Value.Type = Value.self
    ) -> Option<Value?> {
        single(long, short, value ?? Self.placeholder(long), environment, help, ValueReader<Value>.choice)
    }

    /// One of a few words.
    package mutating func choice<Value: RawRepresentable<String> & CaseIterable & Sendable>(
        _ long: String, short: Unicode.Scalar? = nil, value: String? = nil, default fallback: Value,
        environment: String? = nil, help: String
    ) -> Option<Value> {
        let reader = ValueReader<Value>.choice
        let value = value ?? Self.placeholder(long)
        return single(long, short, value, environment, help, reader, fallback, shown: fallback.rawValue)
    }

    /// An option that may be given many times and keeps every value, in order.
    package mutating func repeatedOption<Value: Sendable>(
        _ long: String, short: Unicode.Scalar? = nil, value: String, help: String, kind: ValueKind = .text,
        parse: @escaping @Sendable (String) throws -> Value? = { (text: String) -> String? in text }
    ) -> Option<[Value]> {
        let reader = ValueReader(kind: kind, parse: parse)
        return add(
            DeclaredOption(long: long, short: short, value: value, kind: kind, help: help, isRepeatable: true) {
                given throws(ArgumentError) in
                try reader.readAll(given)
            })
    }

    private mutating func single<Value>(
        _ long: String, _ short: Unicode.Scalar?, _ value: String, _ environment: String?, _ help: String,
        _ reader: ValueReader<Value>
    ) -> Option<Value?> {
        add(
            DeclaredOption(
                long: long, short: short, value: value, kind: reader.kind, help: help, environment: environment
            ) { given throws(ArgumentError) in
                try reader.readAll(given).last
            })
    }

    private mutating func single<Value>(
        _ long: String, _ short: Unicode.Scalar?, _ value: String, _ environment: String?, _ help: String,
        _ reader: ValueReader<Value>, _ fallback: Value, shown: String
    ) -> Option<Value> {
        add(
            DeclaredOption(
                long: long, short: short, value: value, kind: reader.kind, help: help, environment: environment,
                fallback: shown
            ) { given throws(ArgumentError) in
                try reader.readAll(given).last ?? fallback
            })
    }

    /// `--compress` takes a COMPRESS when nobody says better.
    private static func placeholder(_ long: String) -> String {
        long.drop { $0 == "-" }.uppercased()
    }
}
