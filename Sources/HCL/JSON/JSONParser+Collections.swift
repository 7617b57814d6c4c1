internal import Values

extension JSONParser {
    mutating func array() throws(Refusal) -> Expression {
        let start = position
        position += 1
        var elements: [Expression] = []
        let closer = UInt8(ascii: "]")
        while next() != closer {
            elements.append(try value())
            if try !comma("elements of an array", opener("the array", start), closer) { break }
        }
        position += 1
        return Expression(.tuple(elements), place(start..<position))
    }

    mutating func object() throws(Refusal) -> Expression {
        let start = position
        position += 1
        var items: [Expression.Item] = []
        while next() != Byte.closeBrace {
            let key = try name()
            try colon()
            items.append(Expression.Item(key: key, value: try value()))
            if try !comma("elements of an object", opener("the object", start), Byte.closeBrace) { break }
        }
        position += 1
        return Expression(.object(items), place(start..<position))
    }

    private func opener(_ name: String, _ start: Int) -> SyntaxFault.Opener {
        SyntaxFault.Opener(name: name, range: place(start..<start + 1))
    }

    private mutating func name() throws(Refusal) -> Expression {
        guard let byte = next() else { throw refuse(expected: "a name in double quotes") }
        let start = position
        if byte == Byte.quote { return try Expression(.jsonString(string()), place(start..<position)) }
        guard Byte.isLetter(byte) else { throw refuse(expected: "a name in double quotes") }
        while let byte = self.byte(position), Byte.isLetter(byte) || Byte.isDigit(byte) || byte == Byte.minus {
            position += 1
        }
        let range = place(start..<position)
        faults.report(.nameIsNoString, at: range)
        return Expression(.jsonString(JSONString(text: range.text, range: range)), range)
    }

    private mutating func colon() throws(Refusal) {
        switch next() {
        case UInt8(ascii: ":"): position += 1
        case Byte.equals:
            faults.report(.equalsForColon, at: place(position..<position + 1))
            position += 1
        default: throw refuse(expected: "`:`")
        }
    }

    /// Whether more follows.
    private mutating func comma(
        _ what: String, _ opener: SyntaxFault.Opener, _ closer: UInt8
    ) throws(Refusal) -> Bool {
        let end = position
        guard let byte = next() else { throw refuseUnclosed(opener, closer, found: "the end of the file") }
        if byte == closer { return false }
        if byte == Byte.comma {
            position += 1
            if next() != closer { return true }
            let sign = String(UnicodeScalar(closer))
            faults.report(.trailingComma(closer: sign), at: place(position(ofCommaBefore: position)))
            return false
        }
        let beginsValue = byte == Byte.quote || byte == Byte.openBrace || byte == UInt8(ascii: "[")
        guard beginsValue || Byte.isDigit(byte) || Byte.isLetter(byte) else {
            throw refuseUnclosed(opener, closer, found: "`\(place(position..<position + 1).text)`")
        }
        faults.report(.missingComma(in: what), at: place(end..<end))
        return true
    }

    private func position(ofCommaBefore offset: Int) -> Range<Int> {
        let comma = file.bytes[..<offset].lastIndex(of: Byte.comma) ?? offset
        return comma..<comma + 1
    }

    private mutating func refuseUnclosed(_ opener: SyntaxFault.Opener, _ closer: UInt8, found: String) -> Refusal {
        let sign = String(UnicodeScalar(closer))
        return refuse(.unclosed(opener, closer: sign, found: found), at: position..<position + 1)
    }
}
