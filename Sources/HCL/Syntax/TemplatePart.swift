internal import Values

/// A piece of a template, as it stands in the text.
struct TemplatePart {
    enum Kind {
        case text(String)
        case value(Expression)
        case directive(Directive)
    }

    /// What stands in `%{ }`.
    enum Directive {
        case condition(Expression)
        case otherwise
        case endCondition
        case loop(key: String?, value: String, collection: Expression)
        case endLoop
    }

    var kind: Kind
    let range: SourceRange
    /// How tall the tree of what is in it is.
    var height = 1

    init(_ kind: Kind, _ range: SourceRange, height: Int = 1) {
        self.kind = kind
        self.range = range
        self.height = height
    }

    var text: String? {
        guard case .text(let text) = kind else { return nil }
        return text
    }

    /// As `~` asks for.
    mutating func trimEnd() {
        guard let scalars = text?.unicodeScalars else { return }
        let kept = scalars.reversed().drop { $0.properties.isWhitespace }.count
        kind = .text(String(scalars.prefix(kept)))
    }

    mutating func trimStart() {
        guard let scalars = text?.unicodeScalars else { return }
        kind = .text(String(scalars.drop { $0.properties.isWhitespace }))
    }
}

extension TemplatePart.Directive {
    var word: String {
        switch self {
        case .condition: "if"
        case .otherwise: "else"
        case .endCondition: "endif"
        case .loop: "for"
        case .endLoop: "endfor"
        }
    }
}

extension [TemplatePart] {
    /// Takes away what the lines of a text after `<<-` are all indented by. What counts is what is written at the start
    /// of each line, not what is filled in; blank lines do not. A part from whose end `~` took the line break does not
    /// end a line, so what follows it is neither measured nor moved.
    mutating func unindent() {
        var least = Int.max
        var moved: [Int] = []
        var beginsLine = true
        for (index, part) in enumerated() {
            if beginsLine {
                let blanks = part.text.map { $0.prefix(while: \.isWhitespace).count } ?? 0
                if let text = part.text, blanks == text.count, text.utf8.last == Byte.newline {
                    beginsLine = true
                    continue
                }
                least = Swift.min(least, blanks)
                if part.text != nil { moved.append(index) }
            }
            beginsLine = part.text?.utf8.last == Byte.newline
        }
        for index in moved {
            guard let text = self[index].text else { continue }
            self[index].kind = .text(String(text.dropFirst(least)))
        }
    }

    /// Texts that follow one another as one.
    func joined() -> [TemplatePart] {
        var joined: [TemplatePart] = []
        var text = ""
        var first: SourceRange?
        func flush(_ end: SourceRange, _ joined: inout [TemplatePart]) {
            guard let start = first else { return }
            joined.append(TemplatePart(.text(text), start.through(end)))
        }
        var last: SourceRange?
        for part in self {
            if let more = part.text {
                if first == nil { first = part.range }
                text += more
            } else {
                if let last { flush(last, &joined) }
                (first, text) = (nil, "")
                joined.append(part)
            }
            last = part.range
        }
        if let last { flush(last, &joined) }
        return joined
    }
}
