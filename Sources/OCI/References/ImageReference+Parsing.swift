internal import Values

extension ImageReference {
    /// Reads a name as Docker does, with what is meant when it is left out: Docker Hub, its library, the tag `latest`.
    package init(_ text: String) throws(ReferenceFault) {
        guard !text.isEmpty else { throw .empty }
        // Docker tells images by such words, without a name.
        if text.utf8.count == 64, Hex.decode(text) != nil { throw .identifier(text) }
        let (registry, remainder) = Self.splitRegistry(text)
        let (name, digestText) = Self.cut(remainder, at: "@")
        let (path, tag) = Self.cut(name, at: ":")
        try Self.check(registry, path, of: text)
        if let tag { try Self.check(tag: tag, of: text) }
        let digest: Digest? = if let digestText { try Self.digest(digestText, of: text) } else { nil }
        self.init(
            registry: registry, repository: path, tag: tag ?? (digest == nil ? Self.usualTag : nil), digest: digest)
    }

    /// What stands before the first slash is a registry when it looks like a host, and no part of a repository's name.
    private static func splitRegistry(_ text: String) -> (String, String) {
        let (first, rest) = cut(text, at: "/")
        guard let rest, looksLikeHost(first) else { return (dockerHub, rest == nil ? library + text : text) }
        let registry = first == "index.docker.io" ? dockerHub : first
        return (registry, registry == dockerHub && !rest.utf8.contains(UInt8(ascii: "/")) ? library + rest : rest)
    }

    static func looksLikeHost(_ word: String) -> Bool {
        word == "localhost" || word == dockerHub
            || word.utf8.contains {
                [UInt8(ascii: "."), UInt8(ascii: ":")].contains($0) || ReferenceGrammar.isUpper($0)
            }
    }

    /// The text before and behind the first of a separator.
    private static func cut(_ text: String, at separator: Unicode.Scalar) -> (String, String?) {
        guard let place = text.utf8.firstIndex(of: UInt8(ascii: separator)) else { return (text, nil) }
        return (String(text[..<place]), String(text[text.utf8.index(after: place)...]))
    }

    private static func check(_ registry: String, _ path: String, of text: String) throws(ReferenceFault) {
        let isHost = registry == dockerHub || ReferenceGrammar.isHost(registry)
        // A first part that is no host, such as `a_b.c`, may still be one of the repository's.
        guard isHost || ReferenceGrammar.isRepository(registry) else { throw .badRegistry(registry, of: text) }
        guard !path.utf8.contains(where: ReferenceGrammar.isUpper) else { throw .upperCase(path, of: text) }
        guard ReferenceGrammar.isRepository(path) else { throw .badRepository(path, of: text) }
        let length = path.utf8.count + (isHost ? 0 : registry.utf8.count + 1)
        guard length <= ReferenceGrammar.longestRepository else { throw .repositoryTooLong(length) }
    }

    private static func check(tag: String, of text: String) throws(ReferenceFault) {
        guard tag.utf8.count <= ReferenceGrammar.longestTag else { throw .tagTooLong(tag.utf8.count) }
        guard ReferenceGrammar.isTag(tag) else { throw .badTag(tag, of: text) }
    }

    private static func digest(_ digest: String, of text: String) throws(ReferenceFault) -> Digest {
        if let digest = Digest(digest) { return digest }
        throw .badDigest(digest, of: text)
    }
}
