internal import BakeLanguage

/// What `--list` asks for: `targets`, or `type=variables,format=json`.
struct Listing: Sendable {
    enum Subject: String, CaseIterable {
        case targets
        case variables
    }

    private(set) var subject: Subject
    /// Nil when the word does not say.
    private(set) var format: Format?

    init(_ subject: Subject) {
        self.subject = subject
    }

    init(_ text: String) throws {
        let fields = try CSVFields(text).all
        if fields == [text], !text.hasPrefix("type=") {
            subject = try Self.subject(text)
            return
        }
        var subject: Subject?
        for field in fields {
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else { throw UserError("write type=targets,format=json") }
            switch parts[0].lowercased().trimmed {
            case "type": subject = try Self.subject(parts[1])
            case "format": format = try Self.format(parts[1])
            default: throw UserError("there is no \"\(parts[0])\" here, only type and format")
            }
        }
        guard let subject else { throw UserError("write type=targets or type=variables") }
        self.subject = subject
    }

    private static func subject(_ word: String) throws -> Subject {
        guard let subject = Subject(rawValue: word) else { throw UserError("write targets or variables") }
        return subject
    }

    private static func format(_ word: String) throws -> Format {
        switch word {
        case "table": .text
        case "json": .json
        default: throw UserError("the format is table or json")
        }
    }
}
