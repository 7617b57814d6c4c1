extension ShellWords {
    /// How deep `${…}` may be nested.
    private static var deepest: Int { 100 }

    /// Passes over `$NAME` or `${…}`, and adds it to a text.
    mutating func variable(into text: inout [Unicode.Scalar]) throws(Fault) {
        place += 1
        text.append("$")
        guard peek == "{" else {
            name(into: &text)
            return
        }
        place += 1
        text.append("{")
        guard let first = peek, first != "{", first != "}", first != ":" else { throw Fault() }
        name(into: &text)
        guard let modifier = peek else { throw Fault() }
        place += 1
        text.append(modifier)
        switch modifier {
        case "}": return
        case ":":
            guard let second = peek, second != "#", second != "%" else { throw Fault() }
            place += 1
            text.append(second)
            try operand(until: "}", keepsEscapes: false, into: &text)
        case "+", "-", "?": try operand(until: "}", keepsEscapes: false, into: &text)
        case "#", "%": try operand(until: "}", keepsEscapes: true, into: &text)
        case "/":
            if peek == "/" { place += 1 }
            try operand(until: "/", keepsEscapes: true, into: &text)
            text.append("/")
            try operand(until: "}", keepsEscapes: true, into: &text)
        default: throw Fault()
        }
        text.append("}")
    }

    private mutating func name(into text: inout [Unicode.Scalar]) {
        guard let first = peek else { return }
        if first.isDecimalDigit {
            // `$0` is a name and so is `$10`.
            while let digit = peek, digit.isDecimalDigit {
                text.append(digit)
                place += 1
            }
        } else if "@*#?-$!".unicodeScalars.contains(first) {
            text.append(first)
            place += 1
        } else {
            while let scalar = peek, scalar == "_" || scalar.isLetter || scalar.isDecimalDigit {
                text.append(scalar)
                place += 1
            }
        }
    }

    /// What stands in a variable, up to the scalar that ends it, which is passed over.
    private mutating func operand(
        until end: Unicode.Scalar, keepsEscapes: Bool, into text: inout [Unicode.Scalar]
    ) throws(Fault) {
        let outer = self.keepsEscapes
        self.keepsEscapes = keepsEscapes
        depth += 1
        defer {
            self.keepsEscapes = outer
            depth -= 1
        }
        guard depth <= Self.deepest else { throw Fault() }
        // BuildKit forgets the word that it had begun.
        word = Word()
        while let scalar = peek {
            if scalar == end {
                place += 1
                return
            }
            switch scalar {
            case "$": try variable(into: &text)
            case "<", "'", "\"": try special(scalar, into: &text)
            case "\\":
                place += 1
                if keepsEscapes { text.append("\\") }
                guard let next = peek else { throw Fault() }
                place += 1
                text.append(next)
            default:
                place += 1
                text.append(scalar)
            }
        }
        throw Fault()
    }
}

extension Unicode.Scalar {
    fileprivate var isDecimalDigit: Bool { properties.generalCategory == .decimalNumber }

    fileprivate var isLetter: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
    }
}
