/// A command line that cannot be obeyed: what is wrong with it, and the command it had reached.
package struct UsageError: Error {
    /// From the program's name on.
    package let path: [String]
    package let fault: ArgumentError

    /// The next step, where there is one to offer.
    package var hint: String? { fault.hint }

    /// What to type for help: `hearth cache add --help`.
    package var helpCommand: String { path.joined(separator: " ") + " --help" }
}

extension UsageError: CustomStringConvertible {
    package var description: String { fault.description }
}
