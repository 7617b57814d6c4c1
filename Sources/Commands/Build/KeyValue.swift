internal import OCI

/// `NAME=VALUE`, or `NAME` alone.
struct KeyValue: Sendable {
    let name: String
    let value: String?

    init?(_ text: String) {
        // By scalars: a value may begin with a mark that would make one character with the `=`.
        let scalars = text.unicodeScalars
        let equals = scalars.firstIndex(of: "=")
        name = String(scalars[..<(equals ?? scalars.endIndex)])
        value = equals.map { String(scalars[scalars.index(after: $0)...]) }
        if name.isEmpty { return nil }
    }

    static let form = "NAME=VALUE"
}

/// A context beside the main one: `NAME=PLACE`. An empty text gives none.
struct NamedContext: Sendable {
    let name: String
    let place: String

    init?(_ text: String) throws {
        if text.isEmpty {
            (name, place) = ("", "")
            return
        }
        guard let pair = KeyValue(text), let place = pair.value else { throw UserError("write NAME=PLACE") }
        name = try Self.known(pair.name)
        self.place = place
    }

    /// A context may stand for an image, so its name is that of one, without what is understood of itself.
    private static func known(_ name: String) throws -> String {
        let name = try ImageReference(name).familiar
        let usual = ":" + ImageReference.usualTag
        return name.hasSuffix(usual) ? String(name.dropLast(usual.utf8.count)) : name
    }
}
