internal import Hashing
internal import Host
internal import Values

/// What the `docker` program has been set to: its `config.json` and the contexts beside it.
struct DockerConfiguration {
    let directory: Path

    /// DOCKER_CONFIG, or `.docker` in the home; nil where nobody has one.
    init?(_ environment: (String) -> String?) {
        if let named = environment("DOCKER_CONFIG") {
            directory = Path(word: named)
        } else if let home = environment("HOME") {
            directory = Path(word: home) / ".docker"
        } else {
            return nil
        }
    }

    /// The context that is chosen; nil for none, and where the file is none that is understood.
    func currentContext() throws -> String? {
        guard let file = try Self.read(directory / "config.json"), let name = file["currentContext"]?.string else {
            return nil
        }
        return name.isEmpty ? nil : name
    }

    /// Where a context leads to; nil where there is none of that name.
    func context(_ name: String) throws -> (host: String, certificates: DockerCertificates?)? {
        let id = ContentHash.digest(of: Array(name.utf8)).hex
        guard let file = try Self.read(directory / "contexts" / "meta" / id / "meta.json") else { return nil }
        guard let endpoint = file["Endpoints"]?["docker"], let host = endpoint["Host"]?.string else {
            throw EngineFault.badContext(name)
        }
        var certificates = DockerCertificates(directory / "contexts" / "tls" / id / "docker")
        certificates?.trustsAnyone = endpoint["SkipTLSVerify"]?.bool == true
        return (host, certificates)
    }

    /// Nil where there is no such file, and where it is no JSON.
    private static func read(_ path: Path) throws(SystemError) -> JSON? {
        do throws(SystemError) {
            let bytes = try OpenFile(path, .read, on: LocalFileSystem()).readToEnd(limit: JSON.sizeLimit)
            return try? JSON(parsing: bytes)
        } catch {
            if error.code == .notFound || error.code == .notDirectory { return nil }
            throw error
        }
    }
}
