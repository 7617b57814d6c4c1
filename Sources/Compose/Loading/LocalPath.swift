internal import Values

/// How Compose files name files.
enum LocalPath {
    /// `path`, seen from `directory` unless it is absolute. Nothing when both are empty.
    static func joined(_ directory: String, _ path: String) -> String {
        if path.isEmpty { return directory.isEmpty ? "" : SlashPath.clean(directory) }
        return SlashPath.join(directory, path)
    }

    /// With the home directory for a tilde at the start.
    static func expanded(_ path: String, home: String) -> String {
        path.hasPrefix("~") ? joined(home, "./" + path.dropFirst()) : path
    }

    /// `C:\src`, `\\server\share`: absolute, on another system.
    static func isAbsoluteOnWindows(_ path: String) -> Bool {
        let bytes = Array(path.utf8.prefix(3))
        func isSeparator(_ index: Int) -> Bool {
            index < bytes.count && (bytes[index] == UInt8(ascii: "\\") || bytes[index] == UInt8(ascii: "/"))
        }
        return bytes.count > 2 && bytes[1] == UInt8(ascii: ":") && isSeparator(2) || isSeparator(0) && isSeparator(1)
    }
}
