/// Why a pattern of paths is none.
package enum MalformedPattern: Error, Equatable, Sendable {
    /// A `[` without a `]`, or with nothing before it.
    case openClass
    /// `[a-]`, `[-a]`: a range that lacks one of its ends.
    case openRange
    /// `[b-a]`
    case backwardRange
    /// `[[:name:]]` with a name that no class has.
    case unknownClass(String)
    case loneBackslash
    /// In a list of patterns: a `!` with nothing behind it.
    case loneExclamation
}

extension MalformedPattern: CustomStringConvertible {
    package var description: String {
        switch self {
        case .openClass: "a \"[\" is never closed"
        case .openRange: "a range of characters lacks one of its ends"
        case .backwardRange: "a range of characters runs backwards"
        case .unknownClass(let name): "there is no class of characters \"\(name)\""
        case .loneBackslash: "it ends in a lone backslash"
        case .loneExclamation: "nothing follows the \"!\""
        }
    }

    package var hint: String? {
        switch self {
        case .openClass: "write \\[ for a bracket that is part of a name"
        case .openRange: "write \\- for a minus sign that is one of the characters"
        case .backwardRange: "turn its two ends round"
        case .unknownClass: "known ones are \(CharacterClass.names.map { "[:\($0.name):]" }.joined(separator: " "))"
        case .loneBackslash: "write \\\\ for a backslash that is part of a name"
        case .loneExclamation: "name what to bring back behind it"
        }
    }
}
