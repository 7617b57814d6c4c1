/// A path as text with slashes, taken apart without looking at any disk.
package enum SlashPath {
    /// The shortest way to write the path: no `.`, no `a/..`, no doubled slash; `.` for nothing.
    package static func clean(_ path: String) -> String {
        if isClean(path) { return path }
        let bytes = Array(path.utf8)
        let isAbsolute = bytes.first == slash
        var parts: [ArraySlice<UInt8>] = []
        for part in bytes.split(separator: slash) where part != [dot] {
            if part != [dot, dot] {
                parts.append(part)
            } else if let last = parts.last, last != [dot, dot] {
                parts.removeLast()
            } else if !isAbsolute {
                parts.append(part)
            }
        }
        if parts.isEmpty { return isAbsolute ? "/" : "." }
        var clean: [UInt8] = []
        clean.reserveCapacity(bytes.count)
        for part in parts {
            if isAbsolute || !clean.isEmpty { clean.append(slash) }
            clean += part
        }
        return String(decoding: clean, as: UTF8.self)
    }

    /// Whether the path is surely the shortest already, as nearly all are: no part begins with a dot or is empty.
    private static func isClean(_ path: String) -> Bool {
        var last: UInt8?
        for byte in path.utf8 {
            if last ?? slash == slash, byte == dot || byte == slash && last != nil { return false }
            last = byte
        }
        return last != nil && last != slash || path == "/"
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
    private static let dot = UInt8(ascii: ".")
}
