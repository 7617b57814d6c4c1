internal import Host
internal import Values

/// A file with credentials, or with the names of the programs that have them, in the format of Docker's `config.json`.
struct CredentialFile {
    enum Source {
        case file(Path)
        /// The text itself, in a variable.
        case variable(String, String)
    }

    private let entries: [(name: String, key: CredentialKey, entry: ConfigurationReader)]
    /// By the registry.
    private let helpers: [String: String]
    private let usualHelper: String?

    /// Nil where there is no such file.
    init?(_ source: Source) throws {
        switch source {
        case .file(let path):
            guard let text = try ConfigurationText(reading: path) else { return nil }
            try self.init(text.reader())
        case .variable(let name, let text):
            try self.init(ConfigurationText(name: name, bytes: Array(text.utf8)).reader())
        }
    }

    init(_ file: ConfigurationReader) throws(RegistryFault) {
        entries = try (file["auths"]?.members() ?? []).map { ($0.name, CredentialKey($0.name), $0.value) }
        var helpers: [String: String] = [:]
        for member in try file["credHelpers"]?.members() ?? [] {
            helpers[CredentialKey(member.name).registry] = try member.value.string()
        }
        self.helpers = helpers
        usualHelper = try file["credsStore"]?.string()
    }

    /// The program that has the credentials of a registry; empty words name none.
    func helper(for registry: String) -> String? {
        (helpers[registry] ?? usualHelper).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Those of the longest path that the repository is below.
    func scoped(_ registry: String, _ repository: String) throws(RegistryFault) -> Credentials? {
        let found = entries.filter { $0.key.registry == registry && !$0.key.path.isEmpty && $0.key.covers(repository) }
            .sorted { $0.key.path.utf8.count > $1.key.path.utf8.count }
        for (_, _, entry) in found {
            if let credentials = try Credentials(reading: entry) { return credentials }
        }
        return nil
    }

    /// Those for all of a registry: under the name that Docker has for it, else under another.
    func whole(_ registry: String) throws(RegistryFault) -> Credentials? {
        let found = entries.filter { $0.key.registry == registry && $0.key.path.isEmpty }
        let usual = RegistryName.stored(registry)
        for (_, _, entry) in found.filter({ $0.name == usual }) + found.filter({ $0.name != usual }) {
            if let credentials = try Credentials(reading: entry) { return credentials }
        }
        return nil
    }
}
