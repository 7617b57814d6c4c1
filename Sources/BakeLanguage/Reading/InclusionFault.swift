internal import Values

/// Why a file cannot be included.
enum InclusionFault {
    case notList
    case notPath
    case notPlain
    case circle(String)
    case tooDeep(Int)
    case remote(String)
    case unreadable(UnreadableFile)

    func diagnostic(at range: SourceRange) -> Diagnostic {
        let (message, hint) = words
        return Diagnostic(.error, message, at: range, hint: hint)
    }

    private var words: (String, hint: String?) {
        let early = "files are included before variables and functions are known"
        return switch self {
        case .notList: ("include must be a list of paths", "write include = [\"other/bake.hcl\"]")
        case .notPath: ("an included path must be plain text", early)
        case .notPlain: ("x-hearth must be a plain object where it has include", early)
        case .circle(let name): ("\(name) includes itself, directly or through others", nil)
        case .tooDeep(let limit): ("files include one another more than \(limit) deep", nil)
        case .remote(let address):
            ("cannot include \(address): bake files are not read from the network", "fetch it, and include the copy")
        case .unreadable(let file): ("cannot include \(file.path): \(file.reason)", nil)
        }
    }
}
