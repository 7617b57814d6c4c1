/// A part of a pattern of paths.
enum PathToken: Equatable, Sendable {
    /// A scalar, or a byte that is none of a text, as `Character32` counts them.
    case character(UInt32)
    /// `?`
    case one
    case oneOf(CharacterClass)
    /// `*`
    case star
    /// `**/`: nothing, or what ends in a slash.
    case directories
    /// `**` at the end.
    case anything

    var isCharacter: Bool {
        if case .character = self { true } else { false }
    }

    /// What characters stand for.
    static func bytes(of tokens: some Collection<PathToken>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(tokens.count)
        for case .character(let value) in tokens { Character32.append(value, to: &bytes) }
        return bytes
    }

    static func tokens(of pattern: [UInt8], _ dialect: PathPattern.Dialect) throws(MalformedPattern) -> [PathToken] {
        var tokens: [PathToken] = []
        tokens.reserveCapacity(pattern.count)
        var place = 0
        while place < pattern.count {
            switch pattern[place] {
            case UInt8(ascii: "*"): append(stars(pattern, at: &place, dialect), to: &tokens)
            case UInt8(ascii: "?"):
                tokens.append(.one)
                place += 1
            case UInt8(ascii: "["):
                place += 1
                tokens.append(.oneOf(try CharacterClass(pattern, at: &place, dialect)))
            case UInt8(ascii: "\\"):
                place += 1
                guard place < pattern.count else { throw .loneBackslash }
                tokens.append(character(pattern, at: &place))
            default: tokens.append(character(pattern, at: &place))
            }
        }
        return isDoubleStarAndName(pattern, tokens, dialect) ? [.anything] + tokens.dropFirst() : tokens
    }

    private static func stars(_ pattern: [UInt8], at place: inout Int, _ dialect: PathPattern.Dialect) -> PathToken {
        place += 1
        guard dialect == .ignoring, place < pattern.count, pattern[place] == UInt8(ascii: "*") else { return .star }
        place += 1
        if place < pattern.count, pattern[place] == UInt8(ascii: "/") { place += 1 }
        return place == pattern.count ? .anything : .directories
    }

    /// Twice the same is as good as once, so that no long row of them is gone through for every character.
    private static func append(_ stars: PathToken, to tokens: inout [PathToken]) {
        if tokens.last == .directories, stars == .anything { tokens.removeLast() }
        if tokens.last != stars { tokens.append(stars) }
    }

    private static func character(_ pattern: [UInt8], at place: inout Int) -> PathToken {
        let character = Character32(pattern, at: place)
        place += character.length
        return .character(character.value)
    }

    /// In `**name` what comes before the name need not end in a slash, as long as there is no other wildcard or escape.
    private static func isDoubleStarAndName(
        _ pattern: [UInt8], _ tokens: [PathToken], _ dialect: PathPattern.Dialect
    ) -> Bool {
        guard dialect == .ignoring, tokens.first == .directories, pattern[2] != UInt8(ascii: "/") else { return false }
        return !pattern.dropFirst(2).contains { "*?[]\\".utf8.contains($0) }
    }
}
