/// What an entry of `auths` is for: a registry, or what is below a path of it.
struct CredentialKey: Equatable {
    let registry: String
    /// Empty for the whole registry.
    let path: String

    /// A key with a scheme stands for its whole host, whatever its path, since that is how Docker reads it.
    init(_ key: String) {
        let (rest, hasScheme) = Self.withoutScheme(key)
        let host = rest.prefix { $0 != "/" }
        let path = rest.dropFirst(host.count).split(separator: "/").joined(separator: "/")
        registry = RegistryName.canonical(String(host))
        self.path = hasScheme || ["v1", "v2"].contains(path) ? "" : path
    }

    private static func withoutScheme(_ key: String) -> (Substring, Bool) {
        for scheme in ["https://", "http://"] where key.hasPrefix(scheme) { return (key.dropFirst(scheme.count), true) }
        return (key[...], false)
    }

    /// Whether it is for a repository of its registry.
    func covers(_ repository: String) -> Bool {
        path.isEmpty || repository == path || repository.hasPrefix(path + "/")
    }
}
