package import Host

/// What is configured of registries: how each is reached, and where copies of it are. docs/registries.md has the files.
package struct RegistrySettings: Sendable {
    package struct Host: Equatable, Sendable {
        /// Asked before the registry itself for what is pulled: `https://mirror.example:5000`, or with a path before `/v2/`.
        package var mirrors: [String] = []
        /// Plain HTTP. Nil tries HTTPS, but for this machine itself (localhost, 127.0.0.0/8, ::1), where HTTP is tried first.
        package var isPlain: Bool?
        /// Whether any certificate will do.
        package var trustsAnyone = false
        package var authorities: [Path] = []
        package var certificate: (certificate: Path, key: Path)?
        package var proxy: String?

        package init() {}

        package static func == (left: Host, right: Host) -> Bool {
            left.mirrors == right.mirrors && left.isPlain == right.isPlain && left.trustsAnyone == right.trustsAnyone
                && left.authorities == right.authorities && left.proxy == right.proxy
                && left.certificate?.certificate == right.certificate?.certificate
                && left.certificate?.key == right.certificate?.key
        }
    }

    package var hosts: [String: Host] = [:]
    /// How long a registry that cannot be reached, or is at fault, is asked again: seconds since anything last succeeded.
    package var patience: Double = 60

    package init() {}

    /// Docker Hub is found by any of its names.
    package subscript(_ registry: String) -> Host {
        hosts[registry] ?? hosts[RegistryName.canonical(registry)] ?? Host()
    }
}
