import Registry
import Synchronization

/// Credentials that a test gives, and how often somebody asked for them.
final class GivenCredentials: CredentialSource {
    private let given: @Sendable (String) -> Credentials?
    private let questions = Mutex<[String]>([])

    /// By the repository.
    init(_ given: @escaping @Sendable (String) -> Credentials?) {
        self.given = given
    }

    convenience init(_ given: Credentials?) {
        self.init { _ in given }
    }

    var asked: [String] { questions.withLock(\.self) }

    func credentials(for registry: String, repository: String) -> Credentials? {
        questions.withLock { $0.append(repository) }
        return given(repository)
    }
}
