internal import Values

/// What a registry says about a request that it refuses: codes of the specification, and words.
struct RegistryComplaint {
    /// Such as `BLOB_UPLOAD_UNKNOWN`.
    let codes: [String]
    /// For people, on one short line.
    let reason: String?

    private static let longestReason = 300
    private static let errorLimit = 3

    /// `secret` is a header that was sent; a registry that repeats it is not repeated.
    init(_ body: [UInt8], hiding secret: String?) {
        let errors = (try? JSON(parsing: body))?["errors"]?.elements?.prefix(Self.errorLimit) ?? []
        codes = errors.compactMap { $0["code"]?.string }
        let words = errors.compactMap(Self.words).joined(separator: "; ")
        reason = words.isEmpty ? nil : Self.shown(words, hiding: secret)
    }

    private static func words(_ error: JSON) -> String? {
        let message = error["message"]?.string ?? error["code"]?.string
        let detail = error["detail"].flatMap(Self.detail)
        guard let message else { return detail }
        return detail.map { "\(message) (\($0))" } ?? message
    }

    private static func detail(_ detail: JSON) -> String? {
        switch detail {
        case .null, .string(""), .array([]), .object([]): nil
        case .string(let text): text
        default: String(decoding: detail.encoded(), as: UTF8.self)
        }
    }

    /// Without what could command a terminal, without queries, which may hold tokens, and short.
    private static func shown(_ text: String, hiding secret: String?) -> String? {
        if let secret = secret?.split(separator: " ").last, !secret.isEmpty, text.utf8Contains(secret) { return nil }
        let words = text.unicodeScalars.split {
            $0.value <= 0x20 || 0x7f...0x9f ~= $0.value || $0.properties.isWhitespace
        }
        let line = words.map { withoutQuery(String($0)) }.joined(separator: " ")
        return line.count > longestReason ? "\(line.prefix(longestReason))…" : line
    }

    private static func withoutQuery(_ word: String) -> String {
        guard let mark = word.firstIndex(of: "?"), word[mark...].contains("=") else { return word }
        return "\(word[..<mark])?…"
    }
}

extension String {
    fileprivate func utf8Contains(_ part: Substring) -> Bool {
        let (bytes, part) = (Array(utf8), Array(part.utf8))
        guard part.count <= bytes.count else { return false }
        return (0...bytes.count - part.count).contains { bytes[$0...].starts(with: part) }
    }
}
