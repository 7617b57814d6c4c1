/// Paths inside a context, in bytes: names need not be text.
enum RelativePath {
    private static let slash = UInt8(ascii: "/")
    private static let dot = UInt8(ascii: ".")

    /// The names in a path, without empty ones and `.`.
    static func components(_ path: [UInt8]) -> [ArraySlice<UInt8>] {
        let names = path.split(separator: slash)
        return names.contains(where: isHere) ? names.filter { !isHere($0) } : names
    }

    private static func isHere(_ name: ArraySlice<UInt8>) -> Bool { name.count == 1 && name.first == dot }

    static func isParent(_ name: ArraySlice<UInt8>) -> Bool {
        name.count == 2 && name.allSatisfy { $0 == dot }
    }

    /// The path without `.` and `a/..`, without slashes at its ends. `..` at its beginning stay, unless it is absolute.
    static func clean(_ path: [UInt8]) -> [UInt8] {
        let isAbsolute = path.first == slash
        var names: [ArraySlice<UInt8>] = []
        for name in components(path) {
            if !isParent(name) {
                names.append(name)
            } else if let last = names.last, !isParent(last) {
                names.removeLast()
            } else if !isAbsolute {
                names.append(name)
            }
        }
        return Array(names.joined(separator: [slash]))
    }

    /// The same for a path that begins at the root, whatever it looks like.
    static func cleanFromRoot(_ path: [UInt8]) -> [UInt8] { isClean(path) ? path : clean([slash] + path) }

    /// Whether the path surely is clean already, as nearly all are: no name in it is empty or begins with a dot.
    private static func isClean(_ path: [UInt8]) -> Bool {
        var last = slash
        for byte in path {
            if last == slash, byte == slash || byte == dot { return false }
            last = byte
        }
        return last != slash
    }

    static func join(_ directory: [UInt8], _ name: some Collection<UInt8>) -> [UInt8] {
        directory.isEmpty ? Array(name) : directory + [slash] + name
    }

    /// The last name of a path.
    static func base(_ path: [UInt8]) -> [UInt8] { components(path).last.map(Array.init) ?? [] }
}
