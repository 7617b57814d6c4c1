/// What is put in the place of a match: text in which `$1`, `$name`, `${name}` stand for groups and `$$` for a dollar.
///
/// A name goes as far as there are letters, digits and underscores, so `$1x` means a group called `1x`. What names no
/// group is left out; a dollar that nothing of this follows stands for itself.
struct Replacement {
    private enum Part {
        case text([UInt8])
        /// The first of these that took part; 0 is the whole match.
        case group([Int])
    }

    private let parts: [Part]

    init(_ template: String, groupNames: [String?]) {
        var parts: [Part] = []
        var rest = Substring(template)
        while let dollar = rest.firstIndex(of: "$") {
            parts.append(.text(Array(rest[..<dollar].utf8)))
            rest = rest[rest.index(after: dollar)...]
            if rest.first == "$" {
                parts.append(.text([UInt8(ascii: "$")]))
                rest = rest.dropFirst()
            } else if let name = Self.takeName(&rest) {
                parts.append(.group(Self.groups(name, groupNames)))
            } else {
                parts.append(.text([UInt8(ascii: "$")]))
            }
        }
        self.parts = parts + [.text(Array(rest.utf8))]
    }

    /// Puts the replacement for `match` at the end of `output`.
    func write(_ match: Match, of text: [UInt8], to output: inout [UInt8]) {
        for part in parts {
            switch part {
            case .text(let bytes): output += bytes
            case .group(let numbers):
                if let range = numbers.lazy.compactMap({ $0 == 0 ? match.range : match.groups[$0 - 1] }).first {
                    output += text[range]
                }
            }
        }
    }

    private static func takeName(_ rest: inout Substring) -> String? {
        let isBraced = rest.unicodeScalars.first == "{"
        let text = isBraced ? rest.unicodeScalars.dropFirst() : rest.unicodeScalars
        let name = text.prefix(while: isPartOfName)
        guard !name.isEmpty else { return nil }
        var after = text[name.endIndex...]
        if isBraced, after.popFirst() != "}" { return nil }
        rest = Substring(after)
        return String(name)
    }

    private static func isPartOfName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber: true
        default: scalar == "_"
        }
    }

    private static func groups(_ name: String, _ names: [String?]) -> [Int] {
        let isNumber = name.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        if isNumber, name == "0" || name.utf8.first != UInt8(ascii: "0") {
            return Int(name).map { $0 <= names.count ? [$0] : [] } ?? []
        }
        return names.indices.filter { names[$0] == name }.map { $0 + 1 }
    }
}

extension Pattern {
    /// The text with all matches replaced; see `Replacement` for what the template may say. A result of more than `limit`
    /// bytes is not made.
    package func replacingMatches(in text: String, with template: String, limit: Int) throws(PatternFault) -> String {
        let replacement = Replacement(template, groupNames: groupNames)
        var search = try Search(self, in: text)
        var output: [UInt8] = []
        var end = 0
        while let match = search.next() {
            output += search.text[end..<match.range.lowerBound]
            replacement.write(match, of: search.text, to: &output)
            end = match.range.upperBound
            guard output.count <= limit else { throw .tooLong }
            guard !search.isOverdue else { throw .tooSlow }
        }
        output += search.text[end...]
        guard output.count <= limit else { throw .tooLong }
        return String(decoding: output, as: UTF8.self)
    }
}
