internal import Values

/// Why a text is no name of an image.
package enum ReferenceFault: Error, Equatable, Sendable {
    case empty
    /// 64 hexadecimal digits, by which Docker tells images without a name.
    case identifier(String)
    case badRegistry(String, of: String)
    case upperCase(String, of: String)
    case badRepository(String, of: String)
    case repositoryTooLong(Int)
    case badTag(String, of: String)
    case tagTooLong(Int)
    case badDigest(String, of: String)
}

extension ReferenceFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .empty: "the name of an image is empty"
        case .identifier(let text): "\"\(text)\" is the id of an image, and no name"
        case .badRegistry("", let text): "the registry of \"\(text)\" is empty"
        case .badRegistry(let registry, let text): "\"\(registry)\" cannot be a registry: \"\(text)\""
        case .upperCase(let repository, let text):
            "the repository \"\(repository)\" has letters in upper case\(Self.whole(repository, text))"
        case .badRepository("", let text), .badRepository(ImageReference.library, let text):
            "\"\(text)\" names no repository"
        case .badRepository(let repository, let text):
            "\"\(repository)\" cannot be the name of a repository\(Self.whole(repository, text))"
        case .repositoryTooLong(let length):
            "the name of a repository has \(length) characters, more than \(ReferenceGrammar.longestRepository)"
        case .badTag("", let text): "the tag of \"\(text)\" is empty"
        case .badTag(let tag, let text): "\"\(tag)\" cannot be a tag: \"\(text)\""
        case .tagTooLong(let length): "a tag has \(length) characters, more than \(ReferenceGrammar.longestTag)"
        case .badDigest("", let text): "the digest of \"\(text)\" is empty"
        case .badDigest(let digest, let text): "\"\(digest)\" is not a digest: \"\(text)\""
        }
    }

    private static func whole(_ part: String, _ text: String) -> String {
        part == text || part == ImageReference.library + text ? "" : ": \"\(text)\""
    }

    /// The next step, where there is one to offer.
    package var hint: String? {
        switch self {
        case .empty: nil
        case .identifier: "name the image, or write \"name@sha256:…\""
        case .badRegistry(_, let text), .badRepository(_, let text), .badTag(_, let text): Self.hint(for: text)
        case .upperCase(let repository, let text): Self.lowered(repository, in: text)
        case .repositoryTooLong, .tagTooLong: nil
        case .badDigest(let digest, _): Self.hint(forDigest: digest)
        }
    }

    private static func hint(for text: String) -> String {
        for scheme in ["https://", "http://", "docker://", "docker-image://"] where text.hasPrefix(scheme) {
            return "leave out \"\(scheme)\""
        }
        if text.utf8.contains(UInt8(ascii: "$")) {
            return "a variable in it was not replaced: is it set by an ARG before?"
        }
        return "names look like \"alpine\", \"alpine:3.20\" or \"registry.example.com/team/app:v1\""
    }

    private static func lowered(_ repository: String, in text: String) -> String {
        let lead = "names of repositories are lower case"
        let bytes = Array(text.utf8)
        let afterSlash = (bytes.firstIndex(of: UInt8(ascii: "/")) ?? 0) + 1
        let short = repository.utf8.dropFirst(ImageReference.library.utf8.count)
        for name in [Array(repository.utf8), Array(short)] {
            for start in [0, afterSlash] where bytes[start...].starts(with: name) && !name.isEmpty {
                let (head, tail) = (bytes[..<start], bytes[(start + name.count)...])
                let lowered = String(decoding: name, as: UTF8.self).lowercased().utf8
                return "\(lead): did you mean \"\(String(decoding: head + lowered + tail, as: UTF8.self))\"?"
            }
        }
        return lead
    }

    private static func hint(forDigest digest: String) -> String {
        digest.hasPrefix("sha256:")
            ? "\"sha256:\" is followed by 64 hexadecimal digits in lower case, not \(digest.utf8.count - 7) characters"
            : "a digest is \"sha256:\" and 64 hexadecimal digits in lower case"
    }
}
