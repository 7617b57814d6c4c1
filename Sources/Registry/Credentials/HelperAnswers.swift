/// What helpers have answered, each of them once for a registry.
struct HelperAnswers {
    private let path: String?
    private let limit: Double
    private var answers: [Question: Result<Credentials?, any Error>] = [:]

    init(path: String?, limit: Double) {
        self.path = path
        self.limit = limit
    }

    mutating func credentials(of name: String, for registry: String) throws -> Credentials? {
        let question = Question(helper: name, registry: registry)
        if let answer = answers[question] { return try answer.get() }
        let answer = Result { try CredentialHelper(name, path: path, limit: limit).credentials(for: registry) }
        if !answer.isInterrupted { answers[question] = answer }
        return try answer.get()
    }

    private struct Question: Hashable {
        let helper: String
        let registry: String
    }
}
