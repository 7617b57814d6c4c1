internal import BakeLanguage
internal import Host

/// `HOST=ADDRESS` of `--add-host`. Addresses may be several, and stand in brackets.
enum ExtraHost {
    /// The addresses of each host, as a target has them. Words may hold several hosts, separated by commas.
    static func all(_ words: [String]) throws -> [String: String] {
        var hosts: [String: String] = [:]
        for word in try words.flatMap({ try $0.isEmpty ? [] : CSVFields($0).all }) {
            let separator: Unicode.Scalar = word.unicodeScalars.contains("=") ? "=" : ":"
            let parts = word.unicodeScalars.split(separator: separator, maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw UserError("\"\(word)\" is not of the form HOST=ADDRESS")
            }
            let address = String(parts[1])
            guard address == "host-gateway" || address.split(separator: ",").allSatisfy({ isAddress(String($0)) })
            else {
                throw UserError(
                    "\"\(address)\" is no address", hint: "write one such as 10.0.0.1 or ::1, or host-gateway")
            }
            hosts[String(parts[0]), default: ""] += hosts[String(parts[0])] == nil ? address : "," + address
        }
        return hosts
    }

    private static func isAddress(_ text: String) -> Bool {
        let isBracketed = text.hasPrefix("[") && text.hasSuffix("]") && text.utf8.count > 2
        return NetworkAddress.isOne(isBracketed ? String(text.dropFirst().dropLast()) : text)
    }
}
