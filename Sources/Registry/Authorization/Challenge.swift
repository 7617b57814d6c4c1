/// What a server wants to be shown, as a header `WWW-Authenticate` says it: a scheme and its parameters.
struct Challenge: Equatable, Sendable {
    /// In lower case.
    let scheme: String
    /// By names in lower case.
    var parameters: [String: String] = [:]

    subscript(_ name: String) -> String? { parameters[name] }

    /// All challenges of a header, in their order. What cannot be read is passed over.
    static func all(in header: String) -> [Challenge] {
        var parser = ChallengeParser(header)
        return parser.challenges()
    }
}
