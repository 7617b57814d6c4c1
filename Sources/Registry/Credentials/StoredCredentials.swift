internal import Host

/// The credentials that logins have left on this machine: Docker's `config.json`, its credential helpers, podman's
/// `auth.json`. docs/registries.md says in which order.
///
/// Files are read when they are first asked, and answers are kept as long as this object lives; one that failed fails again
/// in the same way. Any thread may ask; one after the other is answered, so that a helper is run once per registry.
package final class StoredCredentials: CredentialSource {
    private let sources: [CredentialFile.Source]
    private let kept: Guarded<Kept>

    /// `helperLimit` is for how many seconds a helper is waited for.
    package init(environment: @escaping @Sendable (String) -> String?, helperLimit: Double = 30) {
        let places = ConfigurationPlaces(environment)
        let explicit = environment("REGISTRY_AUTH_FILE").flatMap { $0.isEmpty ? nil : Path(word: $0) }
        let text = environment("DOCKER_AUTH_CONFIG").flatMap { $0.isEmpty ? nil : $0 }
        sources =
            [explicit.map { .file($0) }, text.map { .variable("DOCKER_AUTH_CONFIG", $0) }].compactMap(\.self)
            + ([places.docker].compactMap(\.self) + places.authFiles).map { .file($0) }
        kept = Guarded(Kept(helpers: HelperAnswers(path: environment("PATH"), limit: helperLimit)))
    }

    package func credentials(for registry: String, repository: String) throws -> Credentials? {
        let registry = RegistryName.canonical(registry)
        return try kept.withLock { kept in
            let question = Question(registry: registry, repository: repository)
            if let answer = kept.answers[question] { return try answer.get() }
            let answer = Result { try Self.look(for: question, in: sources, &kept) }
            // Who was interrupted has not been answered.
            if !answer.isInterrupted { kept.answers[question] = answer }
            return try answer.get()
        }
    }

    private static func look(
        for question: Question, in sources: [CredentialFile.Source], _ kept: inout Kept
    ) throws -> Credentials? {
        for (number, source) in sources.enumerated() {
            if kept.files.count == number { kept.files.append(try CredentialFile(source)) }
            guard let file = kept.files[number] else { continue }
            if let found = try file.scoped(question.registry, question.repository) { return found }
            if let helper = file.helper(for: question.registry),
                let found = try kept.helpers.credentials(of: helper, for: question.registry)
            {
                return found
            }
            if let found = try file.whole(question.registry) { return found }
        }
        return nil
    }

    private struct Question: Hashable {
        let registry: String
        let repository: String
    }

    private struct Kept {
        /// As far as they have been read; nil for one that is not there.
        var files: [CredentialFile?] = []
        var answers: [Question: Result<Credentials?, any Error>] = [:]
        var helpers: HelperAnswers
    }
}

extension Result {
    var isInterrupted: Bool {
        if case .failure(let error as SystemError) = self { error.code == .interrupted } else { false }
    }
}
