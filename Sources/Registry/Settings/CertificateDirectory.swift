internal import Host

/// A directory in which Docker or podman keep certificates for registries: `HOST:PORT/ca.crt`, `client.cert`, `client.key`.
struct CertificateDirectory {
    /// What was found for each registry, by the name of its directory.
    private(set) var hosts: [String: (authorities: [Path], certificate: (certificate: Path, key: Path)?)] = [:]

    /// What may not be read, or is not there, counts as empty.
    init(_ directory: Path) {
        for name in Self.names(in: directory) {
            guard let host = name.text else { continue }
            hosts[host] = Self.certificates(in: directory / name)
        }
    }

    /// Where they are kept, the ones that count most first.
    static func places(_ places: ConfigurationPlaces) -> [Path] {
        [
            places.configuration.map { $0 / "containers/certs.d" }, "/etc/containers/certs.d",
            places.configuration.map { $0 / "docker/certs.d" }, places.home.map { $0 / ".docker/certs.d" },
            "/etc/docker/certs.d",
        ].compactMap(\.self)
    }

    private static func certificates(
        in directory: Path
    ) -> (authorities: [Path], certificate: (certificate: Path, key: Path)?) {
        let names = names(in: directory).compactMap(\.text)
        let authorities = names.filter { $0.hasSuffix(".crt") }.map { directory / $0 }
        let pair = names.first { $0.hasSuffix(".cert") && names.contains($0.dropLast(5) + ".key") }
        return (authorities, pair.map { (directory / $0, directory / ($0.dropLast(5) + ".key")) })
    }

    private static func names(in directory: Path) -> [Path] {
        let names = (try? LocalFileSystem().names(in: directory)) ?? []
        return names.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }
}
