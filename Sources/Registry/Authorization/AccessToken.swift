internal import OCI
internal import Values

/// What a token server gives: a word to be shown to the registry, for a while.
struct AccessToken: Sendable {
    let text: String
    /// Seconds.
    let lifetime: Double
    let issued: Timestamp?

    /// Where nothing is said, by the protocol.
    private static let usualLifetime = 60.0
    private static let longestText = 64 << 10

    /// Nil where there is none, or one that cannot be sent.
    init?(_ answer: JSON) {
        let texts = [answer["token"], answer["access_token"]].compactMap { $0?.string }
        guard let text = texts.first(where: { !$0.isEmpty }), text.utf8.count <= Self.longestText,
            text.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { return nil }
        self.text = text
        let seconds: Double? =
            switch answer["expires_in"] {
            case .integer(let number): Double(number)
            case .number(let number): number
            default: nil
            }
        lifetime = seconds.flatMap { $0 > 0 ? $0 : nil } ?? Self.usualLifetime
        issued = answer["issued_at"]?.string.flatMap { Timestamp(rfc3339: $0) }
    }

    /// Until when it is shown, if it was asked for at `moment`: shortly before it expires.
    func end(askedAt moment: Timestamp) -> Timestamp {
        let kept = lifetime - min(10, lifetime / 10)
        if let issued, issued < moment {
            let end = issued.advanced(bySeconds: kept)
            // One that would be over already was issued by another clock.
            if end > moment { return end }
        }
        return moment.advanced(bySeconds: kept)
    }
}
