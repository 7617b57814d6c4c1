internal import Values

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What the process was started with. All of it may be text or other bytes; see `String.init(keepingBytes:)`.
package enum Environment {
    /// The words of the command line, without the program's own name.
    package static var words: [String] {
        (0..<Int(CommandLine.argc)).dropFirst().compactMap { number in
            CommandLine.unsafeArgv[number].map { Path(cString: $0).word }
        }
    }

    /// Nil for a variable that is not set, or is set to nothing.
    package static func value(of name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return Path(cString: value).word
    }

    /// Every variable that is set, also to nothing.
    package static var all: [String: String] {
        var variables: [String: String] = [:]
        var entry = environ
        while let line = entry.pointee {
            let bytes = Path(cString: line).bytes
            if let equals = bytes.firstIndex(of: UInt8(ascii: "=")) {
                let name = String(keepingBytes: Array(bytes[..<equals]))
                variables[name] = String(keepingBytes: Array(bytes[(equals + 1)...]))
            }
            entry += 1
        }
        return variables
    }
}
