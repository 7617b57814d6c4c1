/// A command line that was understood: a value for every key of the command, and for every key of the program.
package struct Invocation: Sendable {
    /// The command, from the program's name on.
    package let path: [String]
    private var values: [Slot: any Sendable] = [:]
    private var given: Set<Slot> = []

    init(path: [String]) {
        self.path = path
    }

    package subscript<Value>(option: Option<Value>) -> Value { value(option.slot) }

    package subscript<Value>(argument: Argument<Value>) -> Value { value(argument.slot) }

    /// Whether somebody chose the value, on the command line or through the environment, so that it is no default.
    package func isGiven<Value>(_ option: Option<Value>) -> Bool { given.contains(option.slot) }

    mutating func set(_ slot: Slot, to value: any Sendable, isGiven: Bool) {
        values[slot] = value
        if isGiven { given.insert(slot) }
    }

    private func value<Value>(_ slot: Slot) -> Value {
        guard let value = values[slot] as? Value else {
            preconditionFailure("a key was used that '\(path.joined(separator: " "))' does not declare")
        }
        return value
    }
}
