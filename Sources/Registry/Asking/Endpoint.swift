internal import HTTP
internal import Host
internal import Synchronization

/// One server that can be asked: a registry, or a mirror of one.
///
/// It is found out once whether it speaks HTTPS. Credentials are those of its own name, and go to it alone.
final class Endpoint: Sendable {
    /// What people call it.
    let name: String
    let authorizer: Authorizer
    /// With the port.
    private let host: String
    /// What stands before `/v2/`; may be empty.
    private let prefix: String
    let http: HTTPClient
    /// For other servers, to which it leads: what this side has to show is for the registry alone.
    let elsewhere: HTTPClient
    private let schemes: [Scheme]
    private let found = Guarded<Scheme?>(nil)
    private let failed = Atomic<Bool>(false)

    enum Scheme: String, Sendable {
        case http
        case https
    }

    convenience init(
        registry: String, _ settings: RegistrySettings, _ credentials: any CredentialSource, _ clock: WallClock
    ) {
        let host = settings[registry]
        let address = registry == RegistryName.dockerHub ? "registry-1.docker.io" : registry
        let isPlain = host.isPlain.map { [$0 ? Scheme.http : .https] }
        self.init(
            registry, address, prefix: "", schemes: isPlain ?? Self.usualSchemes(of: address, host), host, credentials,
            clock)
    }

    /// Nil where that is no address.
    convenience init?(
        mirror: String, _ settings: RegistrySettings, _ credentials: any CredentialSource, _ clock: WallClock
    ) {
        guard let address = try? HTTPAddress(mirror), let scheme = Scheme(rawValue: address.scheme) else { return nil }
        var prefix = address.path
        while prefix.hasSuffix("/") { prefix.removeLast() }
        if prefix.hasSuffix("/v2") { prefix.removeLast(3) }
        self.init(
            address.host, address.host, prefix: prefix, schemes: [scheme], settings[address.host], credentials, clock)
    }

    private init(
        _ name: String, _ host: String, prefix: String, schemes: [Scheme], _ settings: RegistrySettings.Host,
        _ credentials: any CredentialSource, _ clock: WallClock
    ) {
        self.name = name
        self.host = host
        self.prefix = prefix
        self.schemes = schemes
        http = HTTPClient(settings.asHTTP)
        var others = settings.asHTTP
        others.certificate = nil
        elsewhere = HTTPClient(others)
        authorizer = Authorizer(name, credentials, http, clock: clock)
    }

    /// A mirror that cannot be reached is not asked again.
    var isGivenUp: Bool { failed.load(ordering: .relaxed) }
    func giveUp() { failed.store(true, ordering: .relaxed) }

    /// The address of a path below `/v2/`.
    func address(_ path: String) throws -> HTTPAddress {
        try address(path, by: scheme())
    }

    func address(_ path: String, by scheme: Scheme) throws -> HTTPAddress {
        try HTTPAddress("\(scheme.rawValue)://\(host)\(prefix)/v2/\(path)")
    }

    /// Found out by whoever asks first; others wait for him.
    private func scheme() throws -> Scheme {
        if schemes.count == 1 { return schemes[0] }
        return try found.withLock { found in
            let scheme = try found ?? SchemeSearch(self, schemes).find()
            found = scheme
            return scheme
        }
    }
}

extension RegistrySettings.Host {
    var asHTTP: HTTPSettings {
        var settings = HTTPSettings(userAgent: "hearth")
        settings.authorities = authorities
        settings.trustsAnyone = trustsAnyone
        settings.certificate = certificate
        settings.proxy = proxy
        return settings
    }
}
