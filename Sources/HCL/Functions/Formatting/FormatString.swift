/// A text with places for values: `%s`, `%05d`, `%[2]v`, and `%%` for a per cent sign.
struct FormatString {
    enum Part {
        case text(ArraySlice<UInt8>)
        case verb(FormatVerb)
    }

    let parts: [Part]
    /// How many values it has places for.
    let valueCount: Int

    init(_ text: String) throws(CallFailure) {
        var reader = FormatReader(text)
        var parts: [Part] = []
        var valueCount = 0
        while let part = try reader.next() {
            parts.append(part)
            if case .verb(let verb) = part { valueCount = max(valueCount, verb.value + 1) }
        }
        self.parts = parts
        self.valueCount = valueCount
    }

    /// `values` were the arguments from `first` on. All of them must be asked for.
    func formatted(_ values: [Value], first: Int) throws(CallFailure) -> String {
        var output: [UInt8] = []
        for part in parts {
            switch part {
            case .text(let bytes): output += bytes
            case .verb(let verb):
                guard verb.value < values.count else {
                    let given = values.count == 1 ? "there is one" : "there are \(values.count)"
                    throw .failed(reason: "\"\(verb.text)\" asks for value \(verb.value + 1), and \(given)")
                }
                output += try verb.formatted(values[verb.value], argument: first + verb.value).utf8
            }
            try ResultLimit.check(output.count)
        }
        guard values.count <= valueCount else {
            let used = valueCount == 0 ? "no values" : valueCount == 1 ? "one value" : "\(valueCount) values"
            throw .argument(first + valueCount, reason: "is one too many: the format asks for \(used)")
        }
        return String(decoding: output, as: UTF8.self)
    }
}

/// Cuts a format into its parts.
private struct FormatReader {
    private let bytes: [UInt8]
    private var place = 0
    private var nextValue = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func next() throws(CallFailure) -> FormatString.Part? {
        guard place < bytes.count else { return nil }
        let text = bytes[place...].prefix { $0 != UInt8(ascii: "%") }
        if !text.isEmpty {
            place = text.endIndex
            return .text(text)
        }
        if place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "%") {
            place += 2
            return .text(bytes[place - 1..<place])
        }
        return .verb(try verb())
    }

    private mutating func verb() throws(CallFailure) -> FormatVerb {
        let start = place
        place += 1
        var verb = FormatVerb(value: nextValue)
        while let byte = peek, let flag = FormatVerb.Flags(byte) {
            verb.flags.insert(flag)
            place += 1
        }
        if let byte = peek, UInt8(ascii: "1")...UInt8(ascii: "9") ~= byte { verb.width = number() }
        if peek == UInt8(ascii: ".") {
            place += 1
            verb.precision = number()
        }
        if peek == UInt8(ascii: "[") { verb.value = try position(start) }
        guard let letter = peek else { throw fault(start, "has no end") }
        guard UInt8(ascii: "a")...UInt8(ascii: "z") ~= letter | 0x20 else {
            throw fault(start, "is no place for a value")
        }
        place += 1
        guard let kind = FormatVerb.Kind(letter) else { throw fault(start, "is no place for a value") }
        verb.kind = kind
        verb.text = String(decoding: bytes[start..<place], as: UTF8.self)
        nextValue = verb.value + 1
        return verb
    }

    /// `[2]`, counted from 1.
    private mutating func position(_ start: Int) throws(CallFailure) -> Int {
        place += 1
        guard let byte = peek, UInt8(ascii: "1")...UInt8(ascii: "9") ~= byte else {
            throw fault(start, "needs a number in its brackets")
        }
        let number = number()
        guard peek == UInt8(ascii: "]") else { throw fault(start, "needs a \"]\" after its number") }
        place += 1
        return number - 1
    }

    private mutating func number() -> Int {
        var value = 0
        while let byte = peek, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
            // Above what anything is allowed to be.
            value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 1 << 40)
            place += 1
        }
        return value
    }

    private var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

    private func fault(_ start: Int, _ what: String) -> CallFailure {
        var end = min(place + 1, bytes.count)
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        return .argument(0, reason: "\(Quotation(text)) \(what); a per cent sign is written \"%%\"")
    }
}
