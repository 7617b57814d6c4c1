/// Why a program did not run.
package enum SubprocessFault: Error, Equatable {
    /// There is no such program.
    case missing(String)
    case notStarted(String, SystemError.Code)
    /// Where it should begin.
    case noDirectory(Path, SystemError.Code)
    case tooMuchOutput(String, limit: Int)
    /// It was given so many seconds, and has been ended.
    case tooSlow(String, seconds: Double)
    /// It closed its standard input before it had all.
    case stoppedListening(String)
}

extension SubprocessFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let program) where program.utf8.contains(UInt8(ascii: "/")): "there is no program \(program)"
        case .missing(let program): "the program \(program) is not installed, or not in PATH"
        case .notStarted(let program, let code): "\(program) cannot be started: \(code)"
        case .noDirectory(let directory, let code): "the directory \(directory) cannot be entered: \(code)"
        case .tooMuchOutput(let program, let limit): "\(program) wrote more than \(limit) bytes"
        case .tooSlow(let program, let seconds): "\(program) does not end within \(seconds) seconds"
        case .stoppedListening(let program): "\(program) ended before it was told everything"
        }
    }

    package var hint: String? {
        if case .missing(let program) = self, !program.utf8.contains(UInt8(ascii: "/")) {
            "install \(program)"
        } else {
            nil
        }
    }
}
