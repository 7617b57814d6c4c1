/// What is to be done with a repository.
package struct RepositoryScope: Hashable, Sendable {
    package enum Action: String, Sendable {
        case pull
        case push
        case delete
    }

    package var repository: String
    package var actions: Set<Action>

    package init(repository: String, actions: Set<Action>) {
        self.repository = repository
        self.actions = actions
    }
}
