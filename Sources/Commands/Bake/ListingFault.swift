internal import Values

/// What can be wrong with what `--list` asks for.
enum ListingFault: UsageFault {
    case unknownSubject(String)
    case unknownFormat(String)
    case unknownKey(String)
    case notKeyValue(String)
    case noSubject

    var description: String {
        switch self {
        case .unknownSubject(let word): "there is no list of \"\(word)\""
        case .unknownFormat(let word): "there is no format \"\(word)\""
        case .unknownKey(let key): "there is no \"\(key)\" to be set"
        case .notKeyValue(let field): "\"\(field)\" is not written as type=… or format=…"
        case .noSubject: "nothing says what to list"
        }
    }

    var hint: String? {
        switch self {
        case .unknownSubject(let word) where word.contains("="): Self.example
        case .unknownSubject(let word): Self.offer(Listing.Subject.allCases.map(\.rawValue), for: word)
        case .unknownFormat(let word): Self.offer(["table", "json"], for: word)
        case .unknownKey(let key): Self.offer(["type", "format"], for: key)
        case .notKeyValue, .noSubject: Self.example
        }
    }

    private static let example = "write targets, variables, or as in type=targets,format=json"

    private static func offer(_ known: [String], for word: String) -> String {
        if let near = Spelling.nearest(to: word, among: known) { return "did you mean \(near)?" }
        return "write " + known.joined(separator: " or ")
    }
}
