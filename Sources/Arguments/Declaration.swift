/// What one command takes, written down once; parsing, help and completion all read it.
///
/// Every method that declares something returns the typed key of its value. A name declared twice is a fault of the
/// program and stops it.
package struct Declaration: Sendable {
    private(set) var options: [DeclaredOption] = []
    private(set) var arguments: [DeclaredArgument] = []
    private(set) var examples: [Example] = []
    private var group: String?

    struct Example: Sendable {
        let line: String
        let meaning: String
    }

    /// Gives the options declared from here on a title of their own in the help.
    package mutating func optionGroup(_ title: String) {
        group = title
    }

    /// Shows a line that could be typed, and says what it does.
    package mutating func example(_ line: String, _ meaning: String) {
        examples.append(Example(line: line, meaning: meaning))
    }

    mutating func add<Value>(_ option: DeclaredOption) -> Option<Value> {
        Name.check(long: option.long, short: option.short)
        option.checkClash(with: options)
        var option = option
        option.group = group
        options.append(option)
        return Option(slot: option.slot)
    }

    mutating func add<Value>(_ argument: DeclaredArgument) -> Argument<Value> {
        precondition(
            !argument.isRepeated || !arguments.contains(where: \.isRepeated),
            "'\(argument.name)' is the second repeated argument: nobody could tell where the first one ends")
        arguments.append(argument)
        return Argument(slot: argument.slot)
    }
}

extension DeclaredOption {
    /// Stops the program when one of `others` already bears a name of this option.
    func checkClash(with others: [DeclaredOption]) {
        for other in others {
            precondition(other.long != long, "the option '\(long)' is declared twice")
            precondition(other.short == nil || other.short != short, "'\(long)' and '\(other.long)' share a letter")
        }
    }
}
