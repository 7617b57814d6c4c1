/// How far things reach.
extension Scanner {
    func lengthOfNewline(at offset: Int) -> Int? {
        if text[offset] == Byte.newline { return 1 }
        return text[offset] == Byte.carriageReturn && text[offset + 1] == Byte.newline ? 2 : nil
    }

    /// Where the line ends, before its newline.
    func endOfLine(from offset: Int) -> Int {
        var end = offset
        while !text.isAtEnd(end), text.bytes[end] != Byte.newline { end += 1 }
        return end > offset && text[end - 1] == Byte.carriageReturn && !text.isAtEnd(end) ? end - 1 : end
    }

    func endOfComment(from offset: Int) -> Int? {
        var end = offset
        while !text.isAtEnd(end) {
            if text.bytes[end] == Byte.star, text[end + 1] == Byte.slash { return end + 2 }
            end += 1
        }
        return nil
    }

    /// `offset` itself when no identifier begins there. Dashes are part of identifiers, which is why `a-b` is a name.
    func endOfIdentifier(from offset: Int) -> Int {
        var end = offset
        while !text.isAtEnd(end) {
            let byte = text.bytes[end]
            if byte < 0x80 {
                guard Byte.isLetter(byte) || end > offset && (Byte.isDigit(byte) || byte == Byte.minus) else { break }
                end += 1
            } else {
                guard let (scalar, length) = text.scalar(at: end) else { break }
                let properties = scalar.properties
                guard end > offset ? properties.isIDContinue : properties.isIDStart else { break }
                end += length
            }
        }
        return end
    }

    /// Past letters and digits.
    func endOfWord(from offset: Int) -> Int {
        var end = offset
        while Byte.isLetter(text[end]) || Byte.isDigit(text[end]) { end += 1 }
        return end
    }

    /// Takes in more than is a number (`1.5.2`), so that it can be told what is wrong with it. A dot at the end is not
    /// part of it: `a.0.b`.
    func endOfNumber(from offset: Int) -> Int {
        var end = offset + 1
        var next = end
        while true {
            switch text[next] {
            case let byte where Byte.isDigit(byte):
                next += 1
                end = next
            case Byte.dot: next += 1
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                let isSigned = text[next + 1] == UInt8(ascii: "+") || text[next + 1] == Byte.minus
                let digit = next + (isSigned ? 2 : 1)
                guard Byte.isDigit(text[digit]) else { return end }
                next = digit + 1
                end = next
            default: return end
            }
        }
    }
}
