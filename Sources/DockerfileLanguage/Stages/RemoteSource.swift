/// Whether a source is fetched from somewhere, as its form tells.
enum RemoteSource {
    case web
    case git

    init?(_ source: String) {
        let scheme = source.utf8.prefix(while: Self.isLetterOrDigit)
        guard !scheme.isEmpty, source.utf8[scheme.endIndex...].starts(with: "://".utf8) else {
            guard Self.isShellAddress(source) else { return nil }
            self = .git
            return
        }
        switch Substring(scheme).lowercased() {
        case "git", "ssh": self = .git
        case "http", "https":
            let rest = source.utf8[scheme.endIndex...].dropFirst(3)
            let place = rest.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
            let isRepository = place.contains(UInt8(ascii: "/")) && place.suffix(4).elementsEqual(".git".utf8)
            // Only in lower case is it the web to COPY and ADD.
            guard isRepository || source.hasPrefix("http") else { return nil }
            self = isRepository ? .git : .web
        default: return nil
        }
    }

    /// `git@github.com:team/project.git`
    private static func isShellAddress(_ source: String) -> Bool {
        let bytes = source.utf8
        guard let at = bytes.firstIndex(of: UInt8(ascii: "@")),
            let colon = bytes[at...].firstIndex(of: UInt8(ascii: ":"))
        else { return false }
        let (user, host) = (bytes[..<at], bytes[bytes.index(after: at)..<colon])
        return !user.isEmpty && !host.isEmpty && !bytes.contains(UInt8(ascii: "\n"))
            && user.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
            && host.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
