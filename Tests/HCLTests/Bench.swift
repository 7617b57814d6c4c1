import HCL
import Values

/// What an expression came to.
enum Outcome: Equatable {
    case value(Value)
    /// The messages.
    case faults([String])
}

/// Reads and evaluates expressions.
enum Bench {
    static var functions: [String: Function] { FunctionLibrary(surroundings: QuietSurroundings()).functions }

    static func expression(_ text: String) -> Expression? {
        let parsed = Parsed(native: SourceFile(name: "docker-bake.hcl", text: "x = \(text)\n"))
        return parsed.faults.isEmpty ? parsed.body.attributes.first?.value : nil
    }

    static func outcome(of text: String, in scope: Scope = Scope(functions: functions)) -> Outcome {
        do { return .value(try value(of: text, in: scope)) } catch { return .faults(error.all.map(\.message)) }
    }

    static func value(of text: String, in scope: Scope = Scope(functions: functions)) throws(Diagnostics) -> Value {
        guard let expression = expression(text) else { throw Diagnostics(Diagnostic(.error, "cannot be read")) }
        return try expression.value(in: scope)
    }

    static func function(_ parameters: [String], variadic: String? = nil, _ body: String, in scope: Scope) -> Function?
    {
        expression(body).map { result in
            Function(parameters: parameters, variadic: variadic, result: result) { [unowned scope] in scope }
        }
    }
}

/// Nothing around, and no time passes.
private struct QuietSurroundings: Surroundings {
    let environment: [String: String] = [:]
    let workingDirectory = "/"
    let homeDirectory = "/root"
    let platform = Platform(system: "linux", architecture: "amd64")

    func now() -> Timestamp { Timestamp(microseconds: 0) }
    func randomBytes(_ count: Int) -> [UInt8] { Array(repeating: 0, count: count) }
    func contents(of path: String) throws(UnreadableFile) -> [UInt8]? { nil }
    func kind(of path: String) -> FileKind? { nil }
}
