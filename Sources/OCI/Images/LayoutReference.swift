package import Values

/// An image in an OCI layout: `oci-layout://DIR`, `oci-layout://DIR:TAG`, `oci-layout://DIR@sha256:…`. A digest decides
/// alone.
package struct LayoutReference: Equatable, Sendable {
    /// The directory, as it is written.
    package let path: String
    package let tag: String?
    package let digest: Digest?

    package init(path: String, tag: String?, digest: Digest?) {
        self.path = path
        self.tag = tag
        self.digest = digest
    }

    package static let scheme = "oci-layout://"

    /// Nil for a text that does not begin with `oci-layout://`. What stands behind the last `@` or colon belongs to the
    /// directory's name when it cannot be a digest or a tag.
    package init?(_ text: String) throws(LayoutFault) {
        guard text.hasPrefix(Self.scheme) else { return nil }
        var rest = text.utf8.dropFirst(Self.scheme.utf8.count)
        var digest: Digest?
        if let at = rest.lastIndex(of: UInt8(ascii: "@")), let word = String(rest[rest.index(after: at)...]),
            Self.isMeantAsDigest(word)
        {
            guard let read = Digest(word) else { throw .badDigest(word, of: text) }
            (rest, digest) = (rest[..<at], read)
        }
        var tag: String?
        if let colon = rest.lastIndex(of: UInt8(ascii: ":")), let word = String(rest[rest.index(after: colon)...]),
            ReferenceGrammar.isTag(word)
        {
            (rest, tag) = (rest[..<colon], word)
        }
        guard let path = String(rest), !path.isEmpty else { throw .noDirectory(text) }
        self.init(path: path, tag: tag ?? (digest == nil ? ImageReference.usualTag : nil), digest: digest)
    }

    /// `sha256:` and what may have been meant for hexadecimal digits.
    private static func isMeantAsDigest(_ word: String) -> Bool {
        let bytes = word.utf8
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > bytes.startIndex else { return false }
        return Digest.Algorithm(rawValue: String(word[..<colon])) != nil
            || bytes[bytes.index(after: colon)...].count >= 32 && !bytes.contains(UInt8(ascii: "/"))
    }
}

extension LayoutReference: CustomStringConvertible {
    package var description: String {
        Self.scheme + path + (tag.map { ":\($0)" } ?? "") + (digest.map { "@\($0)" } ?? "")
    }
}
