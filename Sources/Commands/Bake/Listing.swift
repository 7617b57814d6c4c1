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
            guard parts.count == 2 else { throw ListingFault.notKeyValue(field) }
            switch parts[0].lowercased().trimmed {
            case "type": subject = try Self.subject(parts[1])
            case "format": format = try Self.format(parts[1])
            default: throw ListingFault.unknownKey(parts[0])
            }
        }
        guard let subject else { throw ListingFault.noSubject }
        self.subject = subject
    }

    private static func subject(_ word: String) throws -> Subject {
        guard let subject = Subject(rawValue: word) else { throw ListingFault.unknownSubject(word) }
        return subject
    }

    private static func format(_ word: String) throws -> Format {
        switch word {
        case "table": .text
        case "json": .json
        default: throw ListingFault.unknownFormat(word)
        }
    }
}
