/// All that parsing, help and completion know of an option, whatever the type of its value.
struct DeclaredOption: Sendable {
    let slot = Slot()
    /// With its hyphens.
    let long: String
    let short: Unicode.Scalar?
    /// What the help calls its value. A flag has none; where it takes true or false, that
    /// stands behind `=`.
    let value: String?
    let kind: ValueKind
    let help: String
    var environment: String?
    /// The default as the help shows it.
    var fallback: String?
    var isRepeatable = false
    /// For a flag that is short for a value of another option: when it is given, so is that, in its place in the line.
    var standsFor: (option: Slot, value: String)?
    var group: String?
    /// Makes the value of all that was given, which may be nothing.
    let resolve: @Sendable ([GivenValue]) throws(ArgumentError) -> any Sendable

    var isFlag: Bool { value == nil }

    /// As it is typed: `-l`, then `--level`.
    var spellings: [String] {
        (short.map { ["-\($0)"] } ?? []) + [long]
    }
}

extension DeclaredOption {
    /// A flag that takes no value even behind `=`.
    init(flag long: String, help: String) {
        Name.check(long: long, short: nil)
        self.init(long: long, short: nil, value: nil, kind: .text, help: help) { given in !given.isEmpty }
    }
}

/// All that parsing, help and completion know of an argument, whatever the type of its value.
struct DeclaredArgument: Sendable {
    let slot = Slot()
    let name: String
    let kind: ValueKind
    let help: String
    let minimum: Int
    let isRepeated: Bool
    /// Makes the value of all that was given: at least `minimum`, and more than one only when it is repeated.
    let resolve: @Sendable ([GivenValue]) throws(ArgumentError) -> any Sendable

    /// As the usage line shows it: `FILE`, `[FILE]`, `FILE...`, `[FILE...]`.
    var usage: String {
        let words = isRepeated ? "\(name)..." : name
        return minimum == 0 ? "[\(words)]" : words
    }
}
