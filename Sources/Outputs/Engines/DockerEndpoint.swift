internal import HTTP
internal import Hashing
internal import Host
internal import Values

/// Where a Docker engine listens.
enum DockerEndpoint: Equatable {
    case socket(Path)
    /// Over the network.
    case server(HTTPAddress, DockerCertificates?)
    /// A way that the `docker` program alone can go.
    case program

    static let usual = DockerEndpoint.socket("/var/run/docker.sock")

    /// As the `docker` program finds it: by the context that is named, else DOCKER_HOST, DOCKER_CONTEXT, and the context
    /// that is chosen in its configuration.
    static func found(context: String?, _ environment: (String) -> String?) throws -> DockerEndpoint {
        let configuration = DockerConfiguration(environment)
        if context == nil, let host = environment("DOCKER_HOST") { return try named(host, configuration, environment) }
        let name = try context ?? environment("DOCKER_CONTEXT") ?? configuration?.currentContext()
        guard let name, name != "default" else {
            guard let host = environment("DOCKER_HOST") else { return usual }
            return try named(host, configuration, environment)
        }
        guard let context = try configuration?.context(name) else { throw EngineFault.unknownContext(name) }
        return try DockerEndpoint(context.host, context.certificates)
    }

    private static func named(
        _ host: String, _ configuration: DockerConfiguration?, _ environment: (String) -> String?
    ) throws(EngineFault) -> DockerEndpoint {
        let hasTLS = environment("DOCKER_TLS_VERIFY") != nil || environment("DOCKER_TLS") != nil
        let place = environment("DOCKER_CERT_PATH").map { Path(word: $0) } ?? configuration?.directory
        var certificates = hasTLS ? place.flatMap { DockerCertificates($0) } : nil
        certificates?.trustsAnyone = environment("DOCKER_TLS_VERIFY") == nil
        return try DockerEndpoint(host, certificates)
    }

    init(_ host: String, _ certificates: DockerCertificates?) throws(EngineFault) {
        let parts = host.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1].isEmpty else { throw .badHost(Self.shown(host)) }
        let rest = String(parts[2])
        switch parts[0] {
        case "unix:" where !rest.isEmpty: self = .socket(Path(word: rest))
        case "ssh:": self = .program
        case "tcp:", "http:", "https:":
            self = .server(try Self.server(rest, isSecure: parts[0] == "https:" || certificates != nil), certificates)
        default: throw .badHost(Self.shown(host))
        }
    }

    private static func server(_ place: String, isSecure: Bool) throws(EngineFault) -> HTTPAddress {
        let host = place.hasSuffix("/") ? String(place.dropLast()) : place
        guard !host.contains(where: "/?@".contains),
            let address = try? HTTPAddress("\(isSecure ? "https" : "http")://\(host)")
        else { throw .badHost("tcp://…") }
        if address.hasPort { return address }
        guard let address = try? HTTPAddress("\(address.text):\(isSecure ? 2376 : 2375)") else {
            throw .badHost("tcp://…")
        }
        return address
    }

    /// Without what may be a password.
    private static func shown(_ host: String) -> String {
        host.contains("@") ? "\(host.prefix { $0 != ":" })://…" : host
    }
}

extension DockerEndpoint: CustomStringConvertible {
    var description: String {
        switch self {
        case .socket(let path): "\(path)"
        case .server(let address, _): address.host
        case .program: "the end of `docker`"
        }
    }
}

/// What this side shows to an engine, and by whom it knows the engine.
struct DockerCertificates: Equatable {
    let authority: Path
    let certificate: Path
    let key: Path
    var trustsAnyone = false

    /// Nil where there are none.
    init?(_ directory: Path) {
        (authority, certificate, key) = (directory / "ca.pem", directory / "cert.pem", directory / "key.pem")
        guard [authority, certificate, key].contains(where: { $0.canonical != nil }) else { return nil }
    }
}
