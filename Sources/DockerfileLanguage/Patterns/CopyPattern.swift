import Values

/// A source of COPY or ADD: directories that are named, and then parts with wildcards.
///
/// `*` and `?` do not match a slash, nor do classes; a dot at the start of a name is like any other character. A path
/// matches when it has as many parts as the pattern, and each part matches; what lies below it was not looked for.
package struct CopyPattern: Sendable {
    /// What stands before the first part with a wildcard, as written: links on the way are followed. A backslash in it
    /// is a backslash.
    package let base: [[UInt8]]
    private let parts: [PathPattern]

    /// `..` does not lead out of the top, and a slash before the path changes nothing.
    package init(_ source: String) throws(MalformedPattern) {
        let path = SlashPath.clean("/" + source).keptBytes
        let written = path.split(separator: UInt8(ascii: "/")).map { Array($0) }
        let base = written.prefix { !$0.hasWildcard }
        var parts: [PathPattern] = []
        for part in written.dropFirst(base.count) { parts.append(try PathPattern(part, .copying)) }
        self.base = Array(base)
        self.parts = parts
    }

    /// Whether there is a wildcard in it. Where none is, nothing need be matched, and the base is all.
    package var isPattern: Bool { !parts.isEmpty }

    /// How many parts of a path have to match below the base.
    package var depth: Int { parts.count }

    /// Whether a name matches the part at `level`, counted from 0 below the base.
    package func matches(_ name: [UInt8], at level: Int) -> Bool {
        parts.indices.contains(level) && parts[level].matches(name)
    }

    /// The one name that matches at `level`, where it is but one: then nothing need be listed.
    package func onlyName(at level: Int) -> [UInt8]? {
        parts.indices.contains(level) ? parts[level].path : nil
    }

    /// Whether a path below the base matches.
    package func matches(_ path: [UInt8]) -> Bool {
        let names = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return names.count == parts.count && names.indices.allSatisfy { parts[$0].matches(Array(names[$0])) }
    }
}

extension [UInt8] {
    /// Whether one stands in it that has no backslash before it.
    var hasWildcard: Bool {
        var place = 0
        while place < count {
            switch self[place] {
            case UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "["): return true
            case UInt8(ascii: "\\"): place += 2
            default: place += 1
            }
        }
        return false
    }
}
