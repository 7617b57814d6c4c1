internal import Values

extension NativeParser {
    /// A string in quotes, or a text between `<<EOT` and `EOT`.
    mutating func templateExpression() throws(Refusal) -> Expression {
        let opener = take()
        if opener.kind == .quote, let plain = plainString() {
            height = 1
            return Expression(.literal(.string(plain.composed)), text.place(opener.start, position))
        }
        let outer = newlines(ignored: true)
        var parts = opener.kind == .quote ? try quotedParts(opener) : try linesOfHeredoc(opener)
        if opener.kind == .flushHeredoc { parts.unindent() }
        _ = newlines(ignored: outer)
        return try template(parts, text.place(opener.start, position))
    }

    /// All of the text as a template.
    mutating func wholeTemplate() throws(Refusal) -> Expression {
        _ = newlines(ignored: true)
        var parts = TemplateParts()
        while !text.isAtEnd(position) {
            if try !sequence(into: &parts) { try line(into: &parts) }
        }
        return try template(parts.all, text.place(text.range.lowerBound, text.range.upperBound))
    }

    /// The string whose quote was just taken when nothing is special in it.
    private mutating func plainString() -> String? {
        var end = position
        while !text.isAtEnd(end) {
            switch text.bytes[end] {
            case Byte.quote:
                guard let plain = text.string(position, end) else { return nil }
                go(to: end + 1)
                return plain
            case Byte.backslash, Byte.dollar, Byte.percent, Byte.newline, Byte.carriageReturn: return nil
            default: end += 1
            }
        }
        return nil
    }

    /// The string whose quote was just taken, in which nothing may be filled in.
    mutating func plainString(from opener: Token) throws(Refusal) -> String {
        if let plain = plainString() { return plain }
        var string = ""
        while text[position] != Byte.quote {
            if sequenceBegins() { throw refuse(.templateInLabel, at: text.place(position, position + 2)) }
            string += try quotedText(opener)
        }
        go(to: position + 1)
        return string
    }

    /// The parts of a template, and whether the last asked for the text after it to be trimmed.
    struct TemplateParts {
        var all: [TemplatePart] = []
        var trimsNext = false

        mutating func append(_ part: TemplatePart) {
            var part = part
            if trimsNext { part.trimStart() }
            trimsNext = false
            all.append(part)
        }
    }

    private mutating func quotedParts(_ opener: Token) throws(Refusal) -> [TemplatePart] {
        var parts = TemplateParts()
        while text[position] != Byte.quote {
            if try sequence(into: &parts) { continue }
            let start = position
            let string = try quotedText(opener)
            parts.append(TemplatePart(.text(string), text.place(start, position)))
        }
        go(to: position + 1)
        return parts.all
    }

    private mutating func linesOfHeredoc(_ opener: Token) throws(Refusal) -> [TemplatePart] {
        let marker = scanner.marker(opener)
        var parts = TemplateParts()
        var beginsLine = true
        while true {
            if beginsLine, let end = scanner.endOfMarker(marker, at: position) {
                go(to: end)
                return parts.all
            }
            if text.isAtEnd(position) {
                hasBrokenOff = true
                throw refuse(.unclosedHeredoc(marker: string(marker)), at: place(opener))
            }
            if try sequence(into: &parts) {
                beginsLine = false
            } else {
                try line(into: &parts)
                beginsLine = text[position - 1] == Byte.newline
            }
        }
    }

    /// The rest of a line with its newline, or less when something special is in it.
    private mutating func line(into parts: inout TemplateParts) throws(Refusal) {
        let start = position
        let (line, end) = scanner.lineOfTemplate(from: start)
        guard let string = line else { throw refuse(.notUnicode, at: placeOfBadByte(start, end)) }
        go(to: end)
        parts.append(TemplatePart(.text(string), text.place(start, end)))
    }

    func placeOfBadByte(_ start: Int, _ end: Int) -> SourceRange {
        var offset = start
        while offset < end, let length = text.scalar(at: offset)?.length { offset += length }
        return text.place(offset, min(offset + 1, end))
    }
}
