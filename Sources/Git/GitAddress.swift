/// The address of a repository, cut into its parts and not yet understood.
struct GitAddress {
    var remote: String
    var query = ""
    var fragment = ""
    var looksLocal = false

    /// Nil for what is none.
    init?(_ text: String) {
        guard !text.hasPrefix("./"), !text.hasPrefix("../"), !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f })
        else { return nil }
        (remote, query, fragment) = Self.parts(text)
        if text.hasPrefix("github.com/") {
            (remote, looksLocal) = ("https://\(remote)", true)
        } else if let scheme = Self.scheme(of: text) {
            guard Self.isRepository(remote, scheme) else { return nil }
        } else {
            guard Self.isSecureCopyAddress(remote) else { return nil }
        }
    }

    private static func parts(_ text: String) -> (remote: String, query: String, fragment: String) {
        let beforeFragment = text.prefix { $0 != "#" }
        let remote = beforeFragment.prefix { $0 != "?" }
        return (
            String(remote), String(beforeFragment[remote.endIndex...].dropFirst()),
            String(text[beforeFragment.endIndex...].dropFirst())
        )
    }

    /// In lower case.
    private static func scheme(of text: String) -> String? {
        let scheme = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return !scheme.isEmpty && text[scheme.endIndex...].hasPrefix("://") ? scheme.lowercased() : nil
    }

    private static func isRepository(_ remote: String, _ scheme: String) -> Bool {
        let rest = remote.dropFirst(scheme.count + 3)
        let authority = rest.prefix { $0 != "/" }
        // git would take it for an option.
        guard !authority.isEmpty, !authority.hasPrefix("-") else { return false }
        switch scheme {
        case "ssh", "git": return true
        case "http", "https": return rest.dropFirst(authority.count).hasSuffix(".git")
        default: return false
        }
    }

    /// `git@example.com:team/app.git`.
    private static func isSecureCopyAddress(_ remote: String) -> Bool {
        let user = remote.prefix { $0.isNameLetter || $0 == "-" || $0 == "_" }
        guard !user.isEmpty, !user.hasPrefix("-"), remote[user.endIndex...].first == "@" else { return false }
        let rest = remote[user.endIndex...].dropFirst()
        let host = rest.prefix { $0.isNameLetter || $0 == "-" || $0 == "." }
        return !host.isEmpty && !host.hasPrefix("-") && rest[host.endIndex...].first == ":"
    }
}

extension Character {
    fileprivate var isNameLetter: Bool { isASCII && (isLetter || isNumber) }
}
