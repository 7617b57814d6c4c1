internal import Values

enum EncodingFunctions {
    static var table: [String: Function] {
        [
            "base64encode": .taking([.text("str")]) { arguments throws(CallFailure) in
                .string(Base64.encode(Array(try arguments.text(0).utf8)))
            },
            "base64decode": .taking([.text("str")], reading: decodeBase64),
            "urlencode": .taking([.text("str")]) { arguments throws(CallFailure) in
                .string(percentEncoded(try arguments.text(0)))
            },
            "jsonencode": .taking([.anythingOrNull("val")], reading: encodeJSON),
            "jsondecode": .taking([.text("str")], reading: decodeJSON),
            "csvdecode": .taking([.text("str")], reading: decodeCSV),
            "byteslen": bytes([]),
            "bytesslice": bytes([.number("offset"), .number("length")]),
        ]
    }

    private static func decodeBase64(_ arguments: Arguments) throws(CallFailure) -> Value {
        guard let bytes = Base64.decode(try arguments.text(0)) else { throw .argument(0, reason: "is not base 64") }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .argument(0, reason: "is base 64 of what is not UTF-8")
        }
        return Value(text: text)
    }

    /// As in a query: blanks become `+`.
    private static func percentEncoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var output: [UInt8] = []
        for byte in text.utf8 {
            switch Unicode.Scalar(byte) {
            case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".", "~": output.append(byte)
            case " ": output.append(UInt8(ascii: "+"))
            default: output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func encodeJSON(_ arguments: Arguments) throws(CallFailure) -> Value {
        try ResultLimit.check(arguments[0].weight)
        guard let json = arguments[0].json else {
            throw .argument(0, reason: "holds an infinite number, which JSON cannot say")
        }
        return .string(json)
    }

    private static func decodeJSON(_ arguments: Arguments) throws(CallFailure) -> Value {
        do {
            return try Value(json: try arguments.text(0))
        } catch let fault as JSONFault {
            throw .argument(0, reason: "\(fault)")
        } catch let failure as CallFailure {
            throw failure
        } catch {
            throw .argument(0, reason: "is not JSON")
        }
    }

    private static func decodeCSV(_ arguments: Arguments) throws(CallFailure) -> Value {
        var reader = CSVReader(try arguments.text(0))
        guard let header = try record(&reader) else { throw .argument(0, reason: "has no line with the names") }
        let names = header.map(\.composed)
        var seen: Set<String> = []
        if let twice = names.first(where: { !seen.insert($0).inserted }) {
            throw .argument(0, reason: "two columns are named \(Quotation(twice))")
        }
        let type = ValueType.object(
            Dictionary(names.map { ($0, ValueType.ObjectAttribute(.string)) }) { first, _ in first })
        let nameWeight = names.reduce(Value.ownWeight) { $0 + $1.utf8.count + Value.ownWeight }
        var rows: [Value] = []
        while let fields = try record(&reader) {
            guard fields.count == names.count else {
                throw .argument(
                    0, reason: "line \(reader.line) has \(fields.count) fields, and there are \(names.count) columns")
            }
            try ResultLimit.check(rows.count + 1, times: nameWeight)
            let members = zip(names, fields).map { Members.Member(name: $0, value: Value(text: $1)) }
            rows.append(.object(Members(members)))
        }
        return .list(rows, of: type)
    }

    private static func record(_ reader: inout CSVReader) throws(CallFailure) -> [String]? {
        do {
            return try reader.next()
        } catch {
            throw .argument(0, reason: "line \(reader.line): \(error)")
        }
    }

    /// These want bytes, of which the language has none.
    private static func bytes(_ others: [Function.Parameter]) -> Function {
        .taking([.anything("buf")] + others) { arguments throws(CallFailure) in
            throw .argument(0, reason: "must be bytes, and is \(arguments[0].kind)")
        }
    }
}
