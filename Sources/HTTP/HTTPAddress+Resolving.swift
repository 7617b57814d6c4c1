extension HTTPAddress {
    /// What a server at `base` means by a `Location`: an address, or one without what it shares with `base`. Where
    /// that names no other host, credentials of `base` stay.
    package init(_ reference: String, relativeTo base: HTTPAddress) throws(HTTPFault) {
        let reference = String(reference.drop { $0 == " " || $0 == "\t" }.prefix { $0 != "#" })
        guard !Self.hasScheme(reference) else {
            try self.init(reference)
            return
        }
        if reference.hasPrefix("//") {
            try self.init("\(base.scheme):\(reference)")
            return
        }
        let (path, query) = Self.split(reference)
        let root = base.text.prefix(base.text.count - base.path.count - base.query.count)
        if path.isEmpty {
            try self.init("\(root)\(base.path)\(query.isEmpty ? base.query : query)")
        } else if path.hasPrefix("/") {
            try self.init("\(root)\(Self.withoutDots(path))\(query)")
        } else {
            let folder = base.path.lastIndex(of: "/").map { String(base.path[...$0]) } ?? "/"
            try self.init("\(root)\(Self.withoutDots(folder + path))\(query)")
        }
    }

    /// From the question mark on; may be empty.
    var query: Substring {
        text.firstIndex(of: "?").map { text[$0...] } ?? ""
    }

    private static func split(_ reference: String) -> (path: String, query: Substring) {
        let path = reference.prefix { $0 != "?" }
        return (String(path), reference[path.endIndex...])
    }

    private static func hasScheme(_ text: String) -> Bool {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), let first = text.first, first.isLetter else {
            return false
        }
        return text[..<colon].utf8.allSatisfy {
            switch $0 {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
            default: "+-.".utf8.contains($0)
            }
        }
    }

    /// An absolute path with its `.` and `..` followed.
    private static func withoutDots(_ path: String) -> String {
        var parts: [Substring] = []
        let written = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        for part in written {
            switch part {
            case ".": break
            case "..": _ = parts.popLast()
            default: parts.append(part)
            }
        }
        if let last = written.last, last == "." || last == ".." { parts.append("") }
        return "/" + parts.joined(separator: "/")
    }
}
