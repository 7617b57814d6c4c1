internal import Host

/// Where this user's files are, by the variables that say so.
struct ConfigurationPlaces {
    let home: Path?
    /// `$XDG_CONFIG_HOME`, or `~/.config`.
    let configuration: Path?
    /// registries.json
    let settings: Path?
    /// Docker's config.json
    let docker: Path?
    /// Those of podman.
    let authFiles: [Path]

    init(_ environment: (String) -> String?) {
        func path(_ variable: String) -> Path? {
            environment(variable).flatMap { $0.isEmpty ? nil : Path(word: $0) }
        }
        // A relative path is to be ignored, the XDG specification says.
        func absolute(_ variable: String) -> Path? { path(variable).flatMap { $0.isAbsolute ? $0 : nil } }
        home = path("HOME")
        configuration = absolute("XDG_CONFIG_HOME") ?? home.map { $0 / ".config" }
        settings = path("HEARTH_REGISTRIES") ?? configuration.map { $0 / "hearth/registries.json" }
        docker = (path("DOCKER_CONFIG") ?? home.map { $0 / ".docker" }).map { $0 / "config.json" }
        authFiles = [absolute("XDG_RUNTIME_DIR"), configuration].compactMap { $0.map { $0 / "containers/auth.json" } }
    }
}
