/// Why a text is no platform.
package enum PlatformFault: Error, Equatable, Sendable {
    case wildcard(String)
    /// One of the parts between slashes is empty, or has characters that it may not.
    case badPart(String, of: String)
    case badEscape(String, of: String)
    case tooManyParts(String)
    /// A word alone that is neither a system nor an architecture.
    case unknown(String)
}

extension PlatformFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .wildcard(let text): "a platform cannot have a wildcard: \"\(text)\""
        case .badPart("", ""): "a platform is empty"
        case .badPart("", let text): "the platform \"\(text)\" has an empty part"
        case .badPart(let part, let text) where part == text: "\"\(text)\" is not a platform"
        case .badPart(let part, let text): "\"\(part)\" cannot be part of a platform: \"\(text)\""
        case .badEscape(let option, let text):
            "\"\(option)\" in the platform \"\(text)\" has a percent sign without a byte"
        case .tooManyParts(let text): "the platform \"\(text)\" has more than three parts"
        case .unknown(let word): "\"\(word)\" is neither a known system nor a known architecture"
        }
    }

    /// The next step, where there is one to offer.
    package var hint: String? {
        switch self {
        case .unknown(let word):
            Spelling.nearest(to: word, among: Platform.knownArchitectures + Platform.knownSystems)
                .map { "did you mean \"\($0)\"?" } ?? "write it as system/architecture: \"linux/\(word)\""
        case .badPart("", _): nil
        case .badPart, .tooManyParts: "platforms are written as \"linux/amd64\" or \"linux/arm/v7\""
        case .wildcard, .badEscape: nil
        }
    }
}
