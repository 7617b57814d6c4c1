internal import Values

/// Functions of paths, and of where this runs.
struct PlaceFunctions {
    private let surroundings: any Surroundings

    init(_ surroundings: any Surroundings) {
        self.surroundings = surroundings
    }

    var table: [String: Function] {
        let surroundings = surroundings
        return [
            "basename": .taking([.text("path")]) { arguments throws(CallFailure) in
                .string(SlashPath.base(of: try arguments.text(0)))
            },
            "dirname": .taking([.text("path")]) { arguments throws(CallFailure) in
                .string(SlashPath.directory(of: try arguments.text(0)))
            },
            "homedir": .taking([]) { _ in
                let home = surroundings.environment["HOME"] ?? ""
                return Value(text: home.isEmpty ? surroundings.homeDirectory : home)
            },
        ]
    }
}

/// Paths as text, with slashes, wherever this runs.
enum SlashPath {
    /// The last part: `.` of nothing, `/` of slashes alone.
    static func base(of path: String) -> String {
        guard !path.isEmpty else { return "." }
        guard let last = path.utf8.split(separator: UInt8(ascii: "/")).last else { return "/" }
        return String(decoding: Array(last), as: UTF8.self)
    }

    /// All but the last part, in its shortest form.
    static func directory(of path: String) -> String {
        let bytes = Array(path.utf8)
        let end = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        return cleaned(bytes[..<end])
    }

    private static func cleaned(_ path: ArraySlice<UInt8>) -> String {
        let isRooted = path.first == UInt8(ascii: "/")
        var parts: [String] = []
        for part in path.split(separator: UInt8(ascii: "/")) {
            let name = String(decoding: part, as: UTF8.self)
            switch name {
            case ".": break
            case "..":
                if let last = parts.last, last != ".." {
                    parts.removeLast()
                } else if !isRooted {
                    parts.append(name)
                }
            default: parts.append(name)
            }
        }
        let joined = parts.joined(separator: "/")
        return isRooted ? "/" + joined : joined.isEmpty ? "." : joined
    }
}
