/// The name of an image.
enum ImageName {
    /// The name with all that is meant when it is left out: Docker's registry, its library, the newest version.
    static func complete(_ name: String) -> String {
        let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        var (host, path) = ("docker.io", name)
        if parts.count == 2, parts[0].contains(where: { $0 == "." || $0 == ":" }) || parts[0] == "localhost" {
            (host, path) = (parts[0] == "index.docker.io" ? "docker.io" : String(parts[0]), String(parts[1]))
        }
        if host == "docker.io", !path.contains("/") { path = "library/" + path }
        let last = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        return "\(host)/\(path)" + (last.contains(":") || last.contains("@") ? "" : ":latest")
    }
}
