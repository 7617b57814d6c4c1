internal import Numbers
internal import Values

/// Reads JSON as RFC 8259 has it. A fault that leaves no doubt what was meant is reported and passed over; any other
/// ends the reading.
struct JSONParser {
    let file: SourceFile
    var faults = Faults()
    var position = 0
    private var depth = 0

    init(_ file: SourceFile) {
        self.file = file
    }

    /// Nil when there is none that could be made sense of.
    mutating func root() -> Expression? {
        do throws(Refusal) {
            let value = try value()
            if next() != nil { throw refuse(.afterRoot, at: position..<position + 1) }
            switch value.form {
            case .object: return value
            default: throw refuse(.rootIsNoObject, at: value.range.offsets)
            }
        } catch {
            return nil
        }
    }

    mutating func value() throws(Refusal) -> Expression {
        let start = position(ofNext: ())
        guard let byte = next() else { throw refuse(expected: "a value") }
        switch byte {
        case Byte.openBrace: return try nested { parser throws(Refusal) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(Refusal) in try parser.array() }
        case Byte.quote: return try Expression(.jsonString(string()), place(start..<position))
        case Byte.minus: return try number()
        case _ where Byte.isDigit(byte): return try number()
        case _ where Byte.isLetter(byte): return try word()
        default: throw refuse(expected: "a value")
        }
    }

    private mutating func nested(
        _ read: (inout JSONParser) throws(Refusal) -> Expression
    ) throws(Refusal) -> Expression {
        depth += 1
        if depth > NativeParser.deepest {
            throw refuse(.deep(limit: NativeParser.deepest), at: position..<position + 1)
        }
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func word() throws(Refusal) -> Expression {
        let start = position
        while let byte = byte(position), Byte.isLetter(byte) { position += 1 }
        let range = place(start..<position)
        switch range.text {
        case "true": return Expression(.literal(.bool(true)), range)
        case "false": return Expression(.literal(.bool(false)), range)
        case "null": return Expression(.literal(.null(.any)), range)
        case let word: throw refuse(.word(word), at: start..<position)
        }
    }

    private mutating func number() throws(Refusal) -> Expression {
        let start = position
        while let byte = byte(position), Byte.isDigit(byte) || "+-.eE".utf8.contains(byte) { position += 1 }
        let range = place(start..<position)
        guard Self.isNumber(file.bytes[start..<position]), let number = Number(range.text) else {
            throw refuse(.number(range.text), at: start..<position)
        }
        return Expression(.literal(.number(number)), range)
    }

    /// Without zeros in front, and with digits on both sides of the point.
    private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text.drop { $0 == Byte.minus }
        guard text.count - rest.count <= 1, let whole = digits(&rest) else { return false }
        if whole.count > 1, whole.first == UInt8(ascii: "0") { return false }
        if rest.first == Byte.dot {
            rest.removeFirst()
            guard digits(&rest) != nil else { return false }
        }
        if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
            rest.removeFirst()
            if let sign = rest.first, sign == Byte.minus || sign == UInt8(ascii: "+") { rest.removeFirst() }
            guard digits(&rest) != nil else { return false }
        }
        return rest.isEmpty
    }

    private static func digits(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let digits = rest.prefix(while: Byte.isDigit)
        rest = rest[digits.endIndex...]
        return digits.isEmpty ? nil : digits
    }
}

extension JSONParser {
    func byte(_ offset: Int) -> UInt8? {
        offset < file.bytes.count ? file.bytes[offset] : nil
    }

    func place(_ range: Range<Int>) -> SourceRange { SourceRange(file, range) }

    /// The next byte that means something, which stays where it is.
    mutating func next() -> UInt8? {
        while let byte = byte(position) {
            switch byte {
            case Byte.space, Byte.tab, Byte.newline, Byte.carriageReturn: position += 1
            case Byte.slash where self.byte(position + 1) == Byte.slash, Byte.hash: skipComment()
            case Byte.slash where self.byte(position + 1) == Byte.star: skipComment()
            default: return byte
            }
        }
        return nil
    }

    private mutating func position(ofNext: Void) -> Int {
        _ = next()
        return position
    }

    private mutating func skipComment() {
        let scanner = Scanner(SourceText(file, 0..<file.bytes.count))
        let isLong = byte(position + 1) == Byte.star
        let end =
            isLong ? scanner.endOfComment(from: position + 2) ?? file.bytes.count : scanner.endOfLine(from: position)
        faults.report(.comment, at: place(position..<position + (byte(position) == Byte.hash ? 1 : 2)))
        position = end
    }

    mutating func refuse(_ fault: SyntaxFault, at range: Range<Int>) -> Refusal {
        faults.report(fault, at: place(range.clamped(to: 0..<file.bytes.count)))
        return Refusal(reached: position)
    }

    mutating func refuse(expected wanted: String) -> Refusal {
        guard next() != nil else {
            return refuse(.expected(wanted, found: "the end of the file"), at: position..<position)
        }
        guard let (scalar, length) = SourceText(file, 0..<file.bytes.count).scalar(at: position) else {
            return refuse(.notUnicode, at: position..<position + 1)
        }
        let range = position..<position + length
        if scalar == "'" { return refuse(.quotes("single quotes"), at: range) }
        return refuse(.expected(wanted, found: SyntaxFault.show(scalar)), at: range)
    }
}
