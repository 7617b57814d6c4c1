internal import Values

/// What can be wrong with how a bake file is written, in either syntax.
enum SyntaxFault {
    /// Something else should stand here.
    case expected(String, found: String)
    /// A line breaks off; `goesOn` where what is missing may stand in the next.
    case expectedOnLine(String, goesOn: Bool)
    case unclosed(Opener, closer: String, found: String)
    case unclosedBlock(type: String, opener: SourceRange, suspect: SourceRange?)
    case nothingToClose(String)
    case unclosedString(opener: SourceRange)
    case unclosedHeredoc(marker: String)
    case unclosedComment
    case unclosedDirective(String, opener: SourceRange)

    case unknownCharacter(Unicode.Scalar)
    case notUnicode
    case quotes(String)
    case bitwise(String, meant: String?)
    case semicolon
    case heredocMarker

    case missingNewline(after: String)
    case missingEquals(name: String)
    case missingComma(in: String)
    case commaAfterAttribute
    case equalsInBlock(type: String)
    case noBrace(type: String)
    case json
    case braceOnNextLine(type: String)
    case braceAfterAttribute
    case manyOnOneLine(type: String)
    case quotedName(String)
    case repeated(String, first: SourceRange)
    case templateInLabel

    case escape(String)
    case shortEscape(String, digits: Int)
    case noScalar(UInt32)
    case number(String)

    case chainedIndex(String, String)
    case nestedSplat
    case stepsInKey(String)
    case noKeyInComprehension
    case keyInComprehension
    case groupsInComprehension
    case unknownDirective(String)
    case strayDirective(String, opener: SourceRange?)

    case deep(limit: Int)
    case tall(limit: Int)

    case word(String)
    case escapeInJSON(String)
    case trailingComma(closer: String)
    case equalsForColon
    case nameIsNoString
    case control(Unicode.Scalar)
    case comment
    case rootIsNoObject
    case afterRoot

    /// What was begun and must be closed.
    struct Opener {
        /// `the list`.
        let name: String
        let range: SourceRange
        var hint: String?
    }
}
