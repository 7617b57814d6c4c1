/// A program to be run beside this one, and what it is given.
///
/// It never outlives the call that runs it: when that throws, or when somebody asks this process to stop, it is asked to end,
/// and soon made to. It inherits its three streams and nothing else that is open here.
package struct Subprocess: Sendable {
    /// A path, or a name to be looked for in PATH.
    package var program: String
    /// Like file names these may be other bytes than text; see `String.init(keepingBytes:)`.
    package var arguments: [String]
    /// Nil for that of this process.
    package var environment: [String: String]?
    /// Where it begins; nil for where this process is.
    package var directory: Path?

    package init(
        _ program: String, _ arguments: [String] = [], environment: [String: String]? = nil, in directory: Path? = nil
    ) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
    }

    /// How a program came to its end.
    package enum End: Equatable, Sendable {
        case exited(Int32)
        /// By a signal.
        case killed(Int32)

        init(waitStatus raw: Int32) {
            self = raw & 0x7f == 0 ? .exited(raw >> 8 & 0xff) : .killed(raw & 0x7f)
        }
    }

    package struct Outcome: Equatable, Sendable {
        package let end: End
        /// All that came from its standard output.
        package let output: [UInt8]
        /// The beginning of what came from its standard error.
        package let errors: [UInt8]

        package var succeeded: Bool { end == .exited(0) }
    }

    /// Runs the program to its end, with `input` as its standard input. Throws `.tooMuchOutput` beyond `limit` bytes, and
    /// `.tooSlow` when it has not ended after so many seconds.
    package func run(input: [UInt8] = [], limit: Int = 256 << 20, seconds: Double? = nil) throws -> Outcome {
        let running = try RunningSubprocess(self, seconds: seconds)
        defer { running.end(within: 0) }
        try running.send(input)
        running.finishSending()
        let output = try running.readToEnd(limit: limit)
        return Outcome(end: try running.wait(), output: output, errors: running.errors)
    }

    /// Lends the running program to `body`, to talk to. It ends afterwards: of itself, as its input does, if it can.
    package func withRunning<Result>(_ body: (RunningSubprocess) throws -> Result) throws -> Result {
        let running = try RunningSubprocess(self)
        var patience = 0.0
        defer { running.end(within: patience) }
        let result = try body(running)
        patience = 2
        return result
    }
}
