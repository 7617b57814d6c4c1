/// What `\p{…}` names, in the spelling that RE2 knows.
struct UnicodeClass {
    private let name: String

    /// Case, blanks, hyphens and underscores in the name do not count.
    init(_ name: String) {
        let folded = name.lowercased().filter { !"_- ".contains($0) }
        self.name = Self.categories[folded] ?? Self.capitalized(folded.count <= 2 ? folded : name)
    }

    func written(isNegated: Bool, inClass: Bool) -> String {
        let sets: (members: String, others: String)? =
            switch name {
            case "ASCII": ("\\x00-\\x7F", "\\x{80}-\\x{10FFFF}")
            case "LC": ("\\p{Lu}\\p{Ll}\\p{Lt}", "\\p{LC}")
            default: nil
            }
        guard let sets else { return (isNegated ? "\\P{" : "\\p{") + name + "}" }
        if inClass { return isNegated ? sets.others : sets.members }
        return (isNegated ? "[^" : "[") + sets.members + "]"
    }

    /// `old italic` as `Old_Italic`.
    private static func capitalized(_ name: String) -> String {
        name.split { "_- ".contains($0) }.map { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() }
            .joined(separator: "_")
    }

    /// The long names of the categories.
    private static let categories = [
        "any": "Any", "ascii": "ASCII", "lc": "LC", "casedletter": "LC",
        "letter": "L", "uppercaseletter": "Lu", "lowercaseletter": "Ll", "titlecaseletter": "Lt",
        "modifierletter": "Lm", "otherletter": "Lo",
        "mark": "M", "combiningmark": "M", "nonspacingmark": "Mn", "spacingmark": "Mc", "enclosingmark": "Me",
        "number": "N", "decimalnumber": "Nd", "digit": "Nd", "letternumber": "Nl", "othernumber": "No",
        "punctuation": "P", "punct": "P", "connectorpunctuation": "Pc", "dashpunctuation": "Pd",
        "openpunctuation": "Ps", "closepunctuation": "Pe", "initialpunctuation": "Pi", "finalpunctuation": "Pf",
        "otherpunctuation": "Po",
        "symbol": "S", "mathsymbol": "Sm", "currencysymbol": "Sc", "modifiersymbol": "Sk", "othersymbol": "So",
        "separator": "Z", "spaceseparator": "Zs", "lineseparator": "Zl", "paragraphseparator": "Zp",
        "other": "C", "control": "Cc", "cntrl": "Cc", "format": "Cf", "surrogate": "Cs", "privateuse": "Co",
    ]
}
