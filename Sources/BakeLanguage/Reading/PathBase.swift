internal import Values

/// The directory that paths in a file are relative to, where that is not the working directory.
package struct PathBase: Hashable, Sendable {
    package let directory: String
    /// Whether every path on this machine begins there, as in a file that is included. Contexts and key files always do.
    package let holdsAll: Bool

    package init(_ directory: String, holdsAll: Bool = false) {
        self.directory = SlashPath.clean(directory)
        self.holdsAll = holdsAll
    }

    /// A context as seen from the working directory. What is no local relative path stays as it is.
    func context(_ path: String) -> String {
        if holdsAll, path.hasPrefix(Self.layout), !path.hasPrefix(Self.layout + "/") {
            return Self.layout + SlashPath.join(directory, String(path.dropFirst(Self.layout.count)))
        }
        return path.isEmpty || path.isContextElsewhere ? path : SlashPath.join(directory, path)
    }

    /// A path that can be nothing but one of this machine, as seen from the working directory.
    func path(_ path: String) -> String {
        path.isEmpty ? path : SlashPath.join(directory, path)
    }

    private static let layout = "oci-layout://"
}

extension String {
    /// Whether the context is named otherwise than by a path that is relative to something.
    fileprivate var isContextElsewhere: Bool {
        hasPrefix("/") || hasPrefix("cwd://") || hasPrefix("target:") || hasPrefix("docker-image:")
            || hasPrefix("oci-layout://") || isRemoteContext
    }
}
