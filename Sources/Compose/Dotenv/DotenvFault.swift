internal import Values

/// What is wrong with an env file.
enum DotenvFault: Error {
    case unexpected(Character, at: SourceRange)
    case spaceInName(String, at: SourceRange)
    case unterminated(at: SourceRange)
    case template(Template.Fault, name: String, at: SourceRange)

    var diagnostic: Diagnostic {
        switch self {
        case .unexpected(let character, let range):
            Diagnostic(.error, "\"\(character)\" cannot be in the name of a variable", at: range)
        case .spaceInName(let name, let range):
            Diagnostic(.error, "the name \"\(name)\" has a space in it", at: range)
        case .unterminated(let range): Diagnostic(.error, "the closing quote is missing", at: range)
        case .template(let fault, let name, let range):
            ComposeFault.template(fault, path: [name], at: range).diagnostics[0]
        }
    }
}
