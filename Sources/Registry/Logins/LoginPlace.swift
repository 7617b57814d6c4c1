internal import OCI

/// What somebody logs in to: a registry, or what is below a path of it.
package struct LoginPlace: Hashable, Sendable {
    package let registry: String
    /// Empty for the whole registry.
    package let path: String

    /// Reads `registry.example:5000` and `registry.example/team`; a scheme before it is left out. Nil for what names no registry.
    package init?(_ text: String) {
        let key = CredentialKey(text)
        let hasScheme = text.contains("://")
        guard let reference = try? ImageReference("\(key.registry)/\(key.path.isEmpty ? "x" : key.path)"),
            RegistryName.canonical(reference.registry) == key.registry, !key.path.contains(":"),
            !key.path.contains("@"), !hasScheme || key.isWhole(of: text)
        else { return nil }
        (registry, path) = (key.registry, key.path)
    }

    package static let dockerHub = LoginPlace(registry: RegistryName.dockerHub, path: "")

    private init(registry: String, path: String) {
        (self.registry, self.path) = (registry, path)
    }

    /// How Docker's files and helpers call it.
    var key: String { path.isEmpty ? RegistryName.stored(registry) : "\(registry)/\(path)" }

    /// Whether an entry of `auths` is for exactly this.
    func isMeant(by key: String) -> Bool {
        let key = CredentialKey(key)
        return key.registry == registry && key.path == path
    }
}

extension LoginPlace: CustomStringConvertible {
    package var description: String { path.isEmpty ? registry : "\(registry)/\(path)" }
}

extension CredentialKey {
    /// Whether a text with a scheme says nothing behind its host but the version of the interface.
    fileprivate func isWhole(of text: String) -> Bool {
        let parts = text.split(separator: "/").dropFirst(2)
        return parts.isEmpty || parts.elementsEqual(["v1"]) || parts.elementsEqual(["v2"])
    }
}
