/// What a token is asked for, or is good for: actions on resources such as `repository:library/alpine`.
struct AccessScopes: Equatable, Sendable {
    private var actions: [String: Set<String>] = [:]

    init(_ scopes: [RepositoryScope]) {
        for scope in scopes {
            actions["repository:\(scope.repository)", default: []].formUnion(scope.actions.map(\.rawValue))
        }
    }

    /// Adds what a challenge asks for: `repository:app:pull,push registry:catalog:*`. What is no scope is passed over.
    mutating func add(_ text: String) {
        for scope in text.split(separator: " ").prefix(Self.most) {
            guard let colon = scope.lastIndex(of: ":"), colon > scope.startIndex else { continue }
            let names = scope[scope.index(after: colon)...].split(separator: ",").map(String.init)
            actions[String(scope[..<colon]), default: []].formUnion(names)
        }
    }

    func covers(_ other: AccessScopes) -> Bool {
        other.actions.allSatisfy { resource, wanted in
            guard let own = actions[resource] else { return wanted.isEmpty }
            return own.contains("*") || own.isSuperset(of: wanted)
        }
    }

    /// As they are written, always in the same order.
    var words: [String] {
        actions.sorted { $0.key < $1.key }.map { "\($0):\($1.sorted().joined(separator: ","))" }
    }

    /// More are not asked for at once.
    private static let most = 32
}
