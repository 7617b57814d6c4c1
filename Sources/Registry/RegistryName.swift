/// What registries are called, and which names mean the same one.
package enum RegistryName {
    package static let dockerHub = "docker.io"

    /// What Docker's files and helpers call a registry.
    package static func stored(_ registry: String) -> String {
        let name = canonical(registry)
        return name == dockerHub ? "https://index.docker.io/v1/" : name
    }

    /// One name for all that mean the same.
    package static func canonical(_ host: String) -> String {
        let host = host.lowercased()
        return ["index.docker.io", "registry-1.docker.io"].contains(host) ? dockerHub : host
    }
}
