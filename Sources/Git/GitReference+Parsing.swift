internal import Values

extension GitReference {
    /// Nil for what names no repository. Throws where it does, and its query makes no sense.
    package init?(_ text: String) throws(GitReferenceFault) {
        guard let address = GitAddress(text) else { return nil }
        self.init(remote: address.remote, looksLocal: address.looksLocal)
        let fragment = Self.unescaped(address.fragment)
        let name = fragment.prefix { $0 != ":" }
        let directory = fragment[name.endIndex...].dropFirst()
        if !name.isEmpty { try refer(to: String(name)) }
        if !directory.isEmpty { subdirectory = Self.cleaned(String(directory)) }
        try apply(try Self.fields(of: address.query), directory: String(directory))
    }

    private init(remote: String, looksLocal: Bool) {
        self.remote = remote
        self.looksLocal = looksLocal
    }

    private mutating func apply(_ fields: [String: String?], directory: String) throws(GitReferenceFault) {
        for (key, value) in fields {
            switch key {
            case "ref": try refer(to: value ?? "")
            case "subdir": try enter(value ?? "", directory)
            case "checksum", "commit": checksum = try Self.checksum(value ?? "", key)
            case "keep-git-dir": keepsGitDirectory = try Self.flag(value, key)
            case "submodules": hasSubmodules = try Self.flag(value, key)
            case "fetch-by-commit": fetchesByCommit = try Self.flag(value, key)
            case "mtime":
                guard let times = Times(rawValue: value ?? "") else { throw .badValue(value ?? "", of: key) }
                self.times = times
            case "tag", "branch": break
            default: throw .unknownKey(key)
            }
        }
        if let tag = fields["tag"] ?? nil { try refer(to: Self.full(tag, "refs/tags/")) }
        if let branch = fields["branch"] ?? nil {
            if fields["tag"] != nil { throw .tagAndBranch }
            try refer(to: Self.full(branch, "refs/heads/"))
        }
    }

    private mutating func refer(to name: String) throws(GitReferenceFault) {
        if let other = self.name, other != name { throw .conflictingNames(other, name) }
        // To git, these would be more than a name.
        guard !name.contains(":"), !["+", "^", "-"].contains(name.prefix(1)) else { throw .badValue(name, of: "ref") }
        self.name = name
    }

    private mutating func enter(_ directory: String, _ other: String) throws(GitReferenceFault) {
        if !other.isEmpty, Self.cleaned(other) != Self.cleaned(directory) {
            throw .conflictingDirectories(other, directory)
        }
        subdirectory = Self.cleaned(directory)
    }

    private static func full(_ name: String, _ prefix: String) -> String {
        name.hasPrefix(prefix) ? name : prefix + name
    }

    private static func checksum(_ text: String, _ key: String) throws(GitReferenceFault) -> String {
        guard text.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { throw .badValue(text, of: key) }
        return text.lowercased()
    }

    private static func flag(_ value: String?, _ key: String) throws(GitReferenceFault) -> Bool {
        guard let value else { return true }
        guard let flag = Bool(word: value) else { throw .badValue(value, of: key) }
        return flag
    }

    /// Without `.`, `..` and slashes that mean nothing. Nothing is above the top.
    private static func cleaned(_ directory: String) -> String {
        var parts: [Substring] = []
        for part in directory.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }

    private static let flags: Set = ["submodules", "keep-git-dir", "fetch-by-commit"]

    private static func fields(of query: String) throws(GitReferenceFault) -> [String: String?] {
        var fields: [String: String?] = [:]
        for field in query.split(separator: "&") {
            let key = field.prefix { $0 != "=" }
            let value = unescaped(field[key.endIndex...].dropFirst().replacing("+", with: " "))
            let name = unescaped(key.replacing("+", with: " "))
            if fields[name] != nil { throw .severalValues(of: name) }
            if value.isEmpty, !flags.contains(name) { throw .noValue(of: name) }
            fields.updateValue(value.isEmpty ? nil : value, forKey: name)
        }
        return fields
    }

    /// A `%` without two digits stands for itself.
    private static func unescaped(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(keepingBytes: bytes)
    }
}
