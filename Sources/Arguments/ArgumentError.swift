internal import Values

/// What can be wrong with a command line.
package enum ArgumentError: Error {
    /// A group was named, and none of its commands. Its help is the best answer.
    case missingCommand(group: String)
    case unknownCommand(String, known: [String])
    /// `word` is all that was typed: `-xyz` for an unknown `-y`.
    case unknownOption(String, word: String, known: [String])
    case missingValue(option: String, value: String)
    /// `choices` is empty where any text of some form would do. `cause` is what the parser of the value threw.
    case invalidValue(String, ValueSource, choices: [String], cause: (any Error)?)
    case missingArgument(String)
    case unexpectedArgument(String)
}

extension ArgumentError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missingCommand(let group): "'\(group)' needs a command"
        case .unknownCommand(let name, _): "unknown command '\(name)'"
        case .unknownOption(let name, let word, _) where word.count > 2 && !word.hasPrefix("--"):
            "unknown option '\(name)' in '\(word)'"
        case .unknownOption(let name, _, _): "unknown option '\(name)'"
        case .missingValue(let option, let value): "the option \(option) needs a value: \(value)"
        case .invalidValue(let text, let source, _, let cause?): "invalid value '\(text)' for \(source): \(cause)"
        case .invalidValue(let text, let source, _, nil): "invalid value '\(text)' for \(source)"
        case .missingArgument(let name): "the argument \(name) is missing"
        case .unexpectedArgument(let text): "unexpected argument '\(text)'"
        }
    }

    /// The next step, where there is one to offer: the name that was meant, or those there are.
    package var hint: String? {
        switch self {
        case .unknownCommand(let name, let known): Self.offer(known, for: name, orList: "the commands are")
        case .unknownOption(_, let word, let known): Self.option(meantBy: word, among: known).map(Self.question)
        case .invalidValue(let text, _, let choices, _): Self.offer(choices, for: text, orList: "the choices are")
        case .missingCommand, .missingValue, .missingArgument, .unexpectedArgument: nil
        }
    }

    private static func offer(_ known: [String], for word: String, orList title: String) -> String? {
        if let near = Spelling.nearest(to: word, among: known) { return question(near) }
        return 1...12 ~= known.count ? "\(title) \(known.joined(separator: ", "))" : nil
    }

    /// Compares the names alone, so that the hyphens, which all have, do not make strangers look alike.
    private static func option(meantBy word: String, among known: [String]) -> String? {
        let name = String(word.prefix { $0 != "=" }.drop { $0 == "-" })
        let meant = Spelling.nearest(to: name, among: known.map { String($0.drop { $0 == "-" }) })
        return meant.map { "--\($0)" }
    }

    private static func question(_ name: String) -> String { "did you mean \(name)?" }
}

extension ValueSource: CustomStringConvertible {
    package var description: String {
        switch self {
        case .option(let name), .argument(let name): name
        case .environment(let variable, let option): "\(option), from the environment variable \(variable)"
        }
    }
}
