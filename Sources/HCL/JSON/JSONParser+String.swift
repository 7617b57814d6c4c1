internal import Values

extension JSONParser {
    mutating func string() throws(Refusal) -> JSONString {
        let start = position
        position += 1
        var hasEscapes = false
        while let byte = byte(position), byte != Byte.quote {
            if byte < 0x20 { throw refuseControl(byte, start) }
            if byte == Byte.backslash {
                hasEscapes = true
                try checkEscape()
            } else {
                position += 1
            }
        }
        guard byte(position) != nil else { throw refuseUnclosed(start) }
        position += 1
        let range = place(start..<position)
        let text = hasEscapes ? SourceText(json: range).bytes[...] : file.bytes[start + 1..<position - 1]
        guard let string = String(validating: text, as: UTF8.self) else { throw refuseText(start) }
        return JSONString(text: string, range: range)
    }

    private mutating func refuseUnclosed(_ start: Int) -> Refusal {
        refuse(
            .unclosed(
                .init(name: "the string", range: place(start..<start + 1)), closer: "\"", found: "the end of the line"),
            at: position..<position)
    }

    private mutating func refuseControl(_ byte: UInt8, _ start: Int) -> Refusal {
        if byte == Byte.newline || byte == Byte.carriageReturn { return refuseUnclosed(start) }
        return refuse(.control(Unicode.Scalar(byte)), at: position..<position + 1)
    }

    private mutating func refuseText(_ start: Int) -> Refusal {
        let text = SourceText(file, start..<position)
        var offset = start
        while let length = text.scalar(at: offset)?.length { offset += length }
        return refuse(.notUnicode, at: offset..<offset + 1)
    }

    private mutating func checkEscape() throws(Refusal) {
        let start = position
        let selector = byte(position + 1) ?? 0
        if selector == UInt8(ascii: "u") {
            var end = start + 2
            while end < start + 6, let byte = byte(end), Byte.hexValue(byte) != nil { end += 1 }
            if end < start + 6 {
                throw refuse(.shortEscape(place(start..<end).text, digits: 4), at: start..<end)
            }
            position = end
        } else if "\"\\/bfnrt".utf8.contains(selector) {
            position += 2
        } else {
            let length = SourceText(file, 0..<file.bytes.count).scalar(at: start + 1)?.length ?? 0
            throw refuse(.escapeInJSON(place(start..<start + 1 + length).text), at: start..<start + 1 + length)
        }
    }
}
