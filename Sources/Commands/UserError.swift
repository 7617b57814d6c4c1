/// What somebody who typed a command can change, said in full by its description.
protocol UsageFault: Hinting, CustomStringConvertible {}

/// Something that only who typed the command can put right.
struct UserError: UsageFault {
    let description: String
    let hint: String?

    init(_ description: String, hint: String? = nil) {
        self.description = description
        self.hint = hint
    }
}

/// Reads a value, or says how one is written.
func written<Value>(
    as form: String, _ parse: @escaping @Sendable (String) -> Value?
) -> @Sendable (String) throws -> Value? {
    { text in
        guard let value = parse(text) else { throw UserError("write \(form)") }
        return value
    }
}

/// A command that has said all there is to say, and did not get what was wanted.
struct Unsuccessful: Error {
    var code = ExitCode.failed
}

/// An error with what it happened to.
struct Concerning: Error {
    let subject: String
    let cause: any Error
}

/// Says of any error in `body` what it happened to.
func concerning<Value>(_ subject: String, _ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch {
        throw Concerning(subject: subject, cause: error)
    }
}
