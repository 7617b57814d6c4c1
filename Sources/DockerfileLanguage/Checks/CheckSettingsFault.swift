package import Values

/// What can be wrong with the value of `# check=` or of the build argument in its place.
package enum CheckSettingsFault: Error, Equatable, Sendable {
    case noValue(String)
    case unknownOption(String)
    case notBoolean(String)

    package func diagnostic(at range: SourceRange?) -> Diagnostic {
        Diagnostic(.error, "\(self)", at: range, hint: hint)
    }

    private var hint: String? {
        switch self {
        case .noValue(let option) where Self.options.contains(option):
            option == "error" ? "write error=true" : "write \(option)=all, or \(option)= and the names of rules"
        case .noValue(let option) where Rule(rawValue: option) != nil: "write skip=\(option) to skip the rule"
        case .noValue(let option), .unknownOption(let option):
            Spelling.nearest(to: option, among: Self.options).map { "did you mean \"\($0)\"?" }
                ?? "there are skip, error and experimental, apart by semicolons"
        case .notBoolean: "write error=true or error=false"
        }
    }

    private static let options = ["skip", "error", "experimental"]
}

extension CheckSettingsFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noValue(""): "an option of the checks is empty"
        case .noValue(let option): "the option \"\(option)\" of the checks has no value"
        case .unknownOption(let option): "the checks have no option \"\(option)\""
        case .notBoolean(let value): "\"error\" of the checks must be true or false, and is \"\(value)\""
        }
    }
}
