internal import Values

extension SyntaxFault {
    func diagnostic(at range: SourceRange) -> Diagnostic {
        let words = words
        return Diagnostic(.error, words.message, at: range, label: words.label, notes: words.notes, hint: words.hint)
    }

    private struct Words {
        let message: String
        var label: String?
        var notes: [Diagnostic.Note] = []
        var hint: String?

        init(_ message: String, label: String? = nil, notes: [Diagnostic.Note] = [], hint: String? = nil) {
            self.message = message
            // What the message says already leaves the room for the hint.
            self.label = label.flatMap { message.contains($0) ? nil : $0 }
            self.notes = notes
            self.hint = hint
        }
    }

    private var words: Words {
        switch self {
        case .expected, .expectedOnLine, .unclosed, .unclosedBlock, .nothingToClose, .unclosedString, .unclosedHeredoc,
            .unclosedComment, .unclosedDirective:
            wordsOfGaps
        case .unknownCharacter, .notUnicode, .quotes, .bitwise, .semicolon, .heredocMarker, .escape, .shortEscape,
            .noScalar, .number:
            wordsOfCharacters
        case .missingNewline, .missingEquals, .missingComma, .commaAfterAttribute, .equalsInBlock, .noBrace, .json,
            .braceOnNextLine,
            .braceAfterAttribute, .manyOnOneLine, .quotedName, .repeated, .templateInLabel:
            wordsOfBodies
        case .chainedIndex, .nestedSplat, .stepsInKey, .noKeyInComprehension, .keyInComprehension,
            .groupsInComprehension, .unknownDirective, .strayDirective, .deep, .tall:
            wordsOfExpressions
        case .word, .escapeInJSON, .trailingComma, .equalsForColon, .nameIsNoString, .control, .comment,
            .rootIsNoObject, .afterRoot:
            wordsOfJSON
        }
    }

    private var wordsOfGaps: Words {
        switch self {
        case .expected(let wanted, let found):
            return Words("expected \(wanted), found \(found)", label: "expected \(wanted)")
        case .expectedOnLine(let wanted, let goesOn):
            return Words(
                "expected \(wanted), found the end of the line", label: "expected \(wanted)",
                hint: goesOn ? "to go on in the next line, put the whole in parentheses" : nil)
        case .unclosed(let opener, let closer, let found):
            return Words(
                "expected `\(closer)` to end \(opener.name), found \(found)", label: "expected `\(closer)`",
                notes: [Diagnostic.Note("\(opener.name) begins here", opener.range)], hint: opener.hint)
        case .unclosedBlock(let type, let opener, let suspect):
            let hint = suspect.map { Diagnostic.Note("by its indentation this no longer belongs to it", $0) }
            return Words(
                "expected `}` to end the block \"\(type)\", found the end of the file", label: "expected `}`",
                notes: [Diagnostic.Note("the block begins here", opener)] + (hint.map { [$0] } ?? []))
        case .nothingToClose(let closer):
            return Words("`\(closer)` closes nothing", label: "nothing is open here")
        case .unclosedString(let opener):
            return Words(
                "the string does not end in its line", label: "expected `\"`",
                notes: [Diagnostic.Note("the string begins here", opener)],
                hint: "write \\n for a line break, or a text of several lines between <<EOT and EOT")
        case .unclosedHeredoc(let marker):
            return Words(
                "the text does not end: no line holds \(marker) alone", label: "the text begins here",
                hint: "end it with a line that holds nothing but \(marker)")
        case .unclosedComment:
            return Words("the comment does not end", label: "the comment begins here", hint: "end it with */")
        case .unclosedDirective(let name, let opener):
            return Words(
                "expected `%{ end\(name) }` before the text ends", label: "the text ends here",
                notes: [Diagnostic.Note("`%{ \(name) … }` is here", opener)])
        default: return Words("")
        }
    }

    private var wordsOfCharacters: Words {
        switch self {
        case .unknownCharacter(let scalar):
            return Words("unexpected character \(Self.show(scalar))", label: "means nothing here")
        case .notUnicode:
            return Words("the text is not UTF-8", label: "not UTF-8", hint: "save the file as UTF-8")
        case .quotes(let quotes):
            return Words("\(quotes) do not make a string", hint: "use double quotes: \"…\"")
        case .bitwise(let sign, let meant):
            return Words("there is no operator `\(sign)`", hint: meant.map { "did you mean `\($0)`?" })
        case .semicolon:
            return Words(
                "`;` ends nothing here", hint: "attributes are separated by line breaks, elements of lists by commas")
        case .heredocMarker:
            return Words(
                "expected a word and a line break after `<<`",
                hint: "a text of several lines begins with <<EOT at the very end of the line")
        case .escape(let text):
            return Words(
                "unknown escape \(text)",
                hint: text == "\\$" || text == "\\%"
                    ? "to write `\(text.dropFirst()){` as it is, double the first character: \(text.dropFirst())\(text.dropFirst()){"
                    : "there are \\n \\r \\t \\\" \\\\ \\uXXXX \\UXXXXXXXX; for a backslash write \\\\")
        case .shortEscape(let text, let digits):
            return Words("incomplete escape \(text)", label: "expected \(digits) hexadecimal digits")
        case .noScalar(let number):
            return Words("U+\(String(number, radix: 16, uppercase: true)) is no character")
        case .number(let text):
            return Words("\(text) is no number")
        default: return Words("")
        }
    }

    private var wordsOfBodies: Words {
        switch self {
        case .missingNewline(let before):
            return Words("expected a line break after \(before)", label: "expected a new line before this")
        case .missingEquals(let name):
            return Words("expected `=` after \(name)", label: "expected `=`")
        case .missingComma(let place):
            return Words("expected `,` between the \(place)", label: "expected `,`")
        case .commaAfterAttribute:
            return Words("unexpected `,` after an attribute", hint: "attributes are separated by line breaks alone")
        case .equalsInBlock(let type):
            return Words(
                "unexpected `=` in the block \"\(type)\"", label: "a block has no `=`",
                hint: "an attribute is written: name = value; a block: type \"label\" { … }")
        case .noBrace(let type):
            return Words(
                "expected `{`, found the end of the line", label: "expected `{`",
                hint: "a block is written: \(type) \"label\" { … }; an attribute: \(type) = value")
        case .json:
            return Words(
                "expected an attribute or a block, found `{`", label: "expected an attribute or a block",
                hint: "if this is JSON, the name of the file must end in .json")
        case .braceOnNextLine(let type):
            return Words(
                "`{` must stand in the line in which the block \"\(type)\" begins", label: "move this up")
        case .braceAfterAttribute:
            return Words("expected a line break before `}`", hint: "a block of several lines ends in a line of its own")
        case .manyOnOneLine(let type):
            return Words(
                "a block on one line holds one attribute", label: "one thing too many",
                hint: "write each attribute of \"\(type)\" in a line of its own")
        case .quotedName(let name):
            return Words("the name of an attribute has no quotes", hint: "write: \(name) = …")
        case .repeated(let name, let first):
            return Words(
                "\"\(name)\" is set twice", label: "set again here",
                notes: [Diagnostic.Note("first set here", first)])
        case .templateInLabel:
            return Words(
                "a label is plain text", label: "nothing is filled in here",
                hint: "to write `${` or `%{` as it is, double its first character")
        default: return Words("")
        }
    }

    private var wordsOfExpressions: Words {
        switch self {
        case .chainedIndex(let first, let second):
            return Words("`.\(first).\(second)` reads as a fraction", hint: "write [\(first)][\(second)]")
        case .nestedSplat:
            return Words("unexpected second `*`", hint: "use [*] to go through lists of lists")
        case .stepsInKey(let text):
            return Words(
                "`\(text)` as a key could be a name or a value", hint: "write \"\(text)\" or (\(text))")
        case .noKeyInComprehension:
            return Words("`for` between braces needs a key", hint: "write: {for x in … : key => value}")
        case .keyInComprehension:
            return Words("`for` between brackets has no key", hint: "use { } for an object")
        case .groupsInComprehension:
            return Words("`...` after the value groups under keys, and a list has none", hint: "use { } for an object")
        case .unknownDirective(let name):
            let directives = ["if", "else", "endif", "for", "endfor"]
            return Words(
                "unknown directive \"\(name)\"",
                hint: Spelling.nearest(to: name, among: directives).map { "did you mean \"\($0)\"?" }
                    ?? "to write `%{` as it is, double it: %%{")
        case .strayDirective(let name, let opener):
            return Words(
                "unexpected `%{ \(name) }`", label: opener == nil ? "nothing is open here" : nil,
                notes: opener.map { [Diagnostic.Note("this is open", $0)] } ?? [])
        case .deep(let limit):
            return Words("nested more than \(limit) levels deep")
        case .tall(let limit):
            return Words(
                "more than \(limit) operations in one expression", hint: "split it, or use a function of a list")
        default: return Words("")
        }
    }

    private var wordsOfJSON: Words {
        switch self {
        case .word(let word):
            let known = Spelling.nearest(to: word, among: ["true", "false", "null"])
            return Words(
                "unknown word \(word)",
                hint: known.map { "did you mean \($0)?" } ?? "a string stands in double quotes: \"\(word)\"")
        case .escapeInJSON(let text):
            return Words(
                "unknown escape \(text)",
                hint: "JSON has \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX; for a backslash write \\\\")
        case .trailingComma(let closer):
            return Words("unexpected `,` before `\(closer)`", hint: "JSON has no comma after the last element")
        case .equalsForColon:
            return Words("expected `:`, found `=`", label: "expected `:`")
        case .nameIsNoString:
            return Words("expected a name in double quotes", label: "expected a string")
        case .control(let scalar):
            return Words(
                "unexpected \(Self.show(scalar)) in a string",
                hint: scalar == "\t" ? "write \\t" : "write \\u\(Self.hex(scalar.value))")
        case .comment:
            return Words("JSON has no comments", hint: "in the body of a block \"//\": \"…\" is one")
        case .rootIsNoObject:
            return Words("a bake file in JSON is an object", label: "expected `{`")
        case .afterRoot:
            return Words("expected the end of the file", label: "the object has ended before this")
        default: return Words("")
        }
    }

    /// A character, or its number where it cannot be seen.
    static func show(_ scalar: Unicode.Scalar) -> String {
        switch scalar.properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse:
            "U+\(hex(scalar.value))"
        default: "`\(scalar)`"
        }
    }

    private static func hex(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
