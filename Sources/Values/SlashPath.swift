/// A path as text with slashes, taken apart without looking at any disk.
package enum SlashPath {
    /// The shortest way to write the path: no `.`, no `a/..`, no doubled slash; `.` for nothing.
    package static func clean(_ path: String) -> String {
        let isAbsolute = path.utf8.first == slash
        var parts: [Substring.UTF8View] = []
        for part in path.utf8.split(separator: slash) where !part.elementsEqual(".".utf8) {
            if !part.elementsEqual("..".utf8) {
                parts.append(part)
            } else if let last = parts.last, !last.elementsEqual("..".utf8) {
                parts.removeLast()
            } else if !isAbsolute {
                parts.append(part)
            }
        }
        let joined = parts.map { String(Substring($0)) }.joined(separator: "/")
        return isAbsolute ? "/" + joined : joined.isEmpty ? "." : joined
    }

    /// `path` as seen from `directory`, cleaned; an absolute one stays where it is.
    package static func join(_ directory: String, _ path: String) -> String {
        if path.utf8.first == slash || directory.isEmpty { return clean(path) }
        return clean(directory + "/" + path)
    }

    /// What holds the file: `.` for a lone name.
    package static func directory(of path: String) -> String {
        guard let cut = path.utf8.lastIndex(of: slash) else { return "." }
        return clean(String(path[...cut]))
    }

    /// The last part: `.` of nothing, `/` of slashes alone.
    package static func base(of path: String) -> String {
        guard !path.isEmpty else { return "." }
        return path.utf8.split(separator: slash).last.map { String(Substring($0)) } ?? "/"
    }

    private static let slash = UInt8(ascii: "/")
}
