internal import Registry
internal import Synchronization

/// The registries that a process talks to, each by one client.
final class Registries: Sendable {
    private let settings: RegistrySettings
    private let credentials: any CredentialSource
    private let notice: @Sendable (String) -> Void
    private let clients = Mutex<[String: RegistryClient]>([:])

    init(
        _ settings: RegistrySettings, _ credentials: any CredentialSource, notice: @escaping @Sendable (String) -> Void
    ) {
        self.settings = settings
        self.credentials = credentials
        self.notice = notice
    }

    subscript(_ registry: String) -> RegistryClient {
        clients.withLock { clients in
            if let known = clients[registry] { return known }
            let client = RegistryClient(registry, settings, credentials, notice: notice)
            clients[registry] = client
            return client
        }
    }
}
