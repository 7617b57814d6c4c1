/// The spelling of file paths: the shortest that means the same.
enum LocalPath {
    /// `path`, seen from `directory` unless it is absolute. Nothing when both are empty.
    static func joined(_ directory: String, _ path: String) -> String {
        if path.isEmpty { return directory.isEmpty ? "" : cleaned(directory) }
        return directory.isEmpty || path.hasPrefix("/") ? cleaned(path) : cleaned(directory + "/" + path)
    }

    /// Without `.`, needless `..` and doubled slashes: `./a//b/../c` is `a/c`.
    static func cleaned(_ path: String) -> String {
        let isAbsolute = path.hasPrefix("/")
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part != ".." || (parts.isEmpty && !isAbsolute) || parts.last == ".." {
                parts.append(part)
            } else {
                _ = parts.popLast()
            }
        }
        let joined = parts.joined(separator: "/")
        return isAbsolute ? "/" + joined : joined.isEmpty ? "." : joined
    }

    /// The directory that a file is in.
    static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return cleaned(slash == path.startIndex ? "/" : String(path[..<slash]))
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
