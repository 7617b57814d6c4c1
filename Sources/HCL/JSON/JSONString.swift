package import Values

/// A string of the JSON syntax. What it means depends on where it stands, so it is read when that is known.
package struct JSONString: Sendable {
    /// Without the quotes, escapes resolved.
    package let text: String
    /// With the quotes.
    package let range: SourceRange

    package init(text: String, range: SourceRange) {
        self.text = text
        self.range = range
    }

    /// The string as a template, which is what it is where a value is wanted.
    package var template: ParsedExpression {
        guard text.utf8.contains(Byte.openBrace) else {
            return ParsedExpression(expression: Expression(.literal(.string(text.composed)), range), faults: [])
        }
        return read { parser throws(Refusal) in try parser.wholeTemplate() }
    }

    /// The string as an expression of the native syntax, which is what it is where a type or a name is wanted.
    package var syntax: ParsedExpression {
        read { parser throws(Refusal) in try parser.wholeExpression() }
    }

    private func read(_ part: (inout NativeParser) throws(Refusal) -> Expression) -> ParsedExpression {
        var parser = NativeParser(SourceText(json: range))
        do throws(Refusal) {
            let expression = try part(&parser)
            return ParsedExpression(expression: expression, faults: parser.faults.all)
        } catch {
            return ParsedExpression(expression: Expression(.faulty, range), faults: parser.faults.all)
        }
    }
}
