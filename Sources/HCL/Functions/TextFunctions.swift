internal import Numbers

enum TextFunctions {
    static var table: [String: Function] {
        [
            "upper": change(LetterCase.upper),
            "lower": change(LetterCase.lower),
            "title": change(LetterCase.title),
            "reverse": change { String(Clusters($0).reversed().joined()) },
            "trimspace": change { Trimming.text($0) { $0.properties.isWhitespace } },
            "chomp": change { Trimming.end($0) { $0 == "\n" || $0 == "\r" } },
            "sanitize": change(sanitize, "name"),
            "strlen": .taking([.text("str")]) { arguments throws(CallFailure) in
                .number(try arguments.text(0).clusterCount)
            },
            "substr": .taking([.text("str"), .number("offset"), .number("length")], reading: substr),
            "trim": .taking([.text("str"), .text("cutset")], reading: trim),
            "trimprefix": .taking([.text("str"), .text("prefix")], reading: trimPrefix),
            "trimsuffix": .taking([.text("str"), .text("suffix")], reading: trimSuffix),
            "replace": .taking([.text("str"), .text("substr"), .text("replace")], reading: replace),
            "indent": .taking([.number("spaces"), .text("str")], reading: indent),
            "split": .taking([.text("separator"), .text("str")], reading: split),
            "join": .taking([.text("separator")], variadic: .texts("lists"), reading: join),
            "sort": .taking([.texts("list")], reading: sort),
        ]
    }

    private static func change(_ change: @escaping (String) -> String, _ name: String = "str") -> Function {
        .taking([.text(name)]) { arguments throws(CallFailure) in Value(text: change(try arguments.text(0))) }
    }

    /// What may be the name of a target.
    private static func sanitize(_ text: String) -> String {
        String(
            decoding: text.unicodeScalars.map { scalar in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9", "_", "-": UInt8(ascii: scalar)
                default: UInt8(ascii: "_")
                }
            }, as: UTF8.self)
    }

    private static func substr(_ arguments: Arguments) throws(CallFailure) -> Value {
        let text = try arguments.text(0)
        var (offset, length) = (try arguments.integer(1), try arguments.integer(2))
        if offset < 0 {
            offset = max(0, offset + text.clusterCount)
            // No length at all means all of the rest, when counted from the end.
            if length == 0 { length = -1 }
        }
        let rest = Clusters(text).dropFirst(offset)
        return Value(text: length < 0 ? rest.joined() : rest.prefix(length).joined())
    }

    private static func trim(_ arguments: Arguments) throws(CallFailure) -> Value {
        let cut = Set(try arguments.text(1).unicodeScalars)
        return Value(text: Trimming.text(try arguments.text(0)) { cut.contains($0) })
    }

    private static func trimPrefix(_ arguments: Arguments) throws(CallFailure) -> Value {
        let (text, prefix) = (try arguments.text(0).utf8, try arguments.text(1).utf8)
        return Value(utf8: text.starts(with: prefix) ? text.dropFirst(prefix.count) : text[...])
    }

    private static func trimSuffix(_ arguments: Arguments) throws(CallFailure) -> Value {
        let (text, suffix) = (try arguments.text(0).utf8, try arguments.text(1).utf8)
        let hasSuffix = text.reversed().starts(with: suffix.reversed())
        return Value(utf8: hasSuffix ? text.dropLast(suffix.count) : text[...])
    }

    private static func replace(_ arguments: Arguments) throws(CallFailure) -> Value {
        let text = Splitting(try arguments.text(0), by: try arguments.text(1))
        return Value(utf8: try text.joined(by: Array(try arguments.text(2).utf8)))
    }

    private static func indent(_ arguments: Arguments) throws(CallFailure) -> Value {
        let spaces = try arguments.integer(0)
        guard spaces >= 0 else { throw .argument(0, reason: "must not be below zero") }
        let text = try arguments.text(1)
        guard text.utf8.contains(UInt8(ascii: "\n")) else { return .string(text) }
        try ResultLimit.check(spaces)
        let separator = [UInt8(ascii: "\n")] + repeatElement(UInt8(ascii: " "), count: spaces)
        return Value(utf8: try Splitting(text, by: "\n").joined(by: separator))
    }

    private static func split(_ arguments: Arguments) throws(CallFailure) -> Value {
        let text = Splitting(try arguments.text(1), by: try arguments.text(0))
        var count = 0
        text.forEachPart(keepsEnds: false) { _ in count += 1 }
        try ResultLimit.check(text.bytes.count + count * Value.ownWeight)
        var parts: [Value] = []
        parts.reserveCapacity(count)
        text.forEachPart(keepsEnds: false) { parts.append(Value(utf8: text.bytes[$0])) }
        return .list(parts, of: .string)
    }

    private static func join(_ arguments: Arguments) throws(CallFailure) -> Value {
        guard arguments.count > 1 else { throw .failed(reason: "at least one list is needed") }
        let separator = try arguments.text(0)
        var output = ""
        var isFirst = true
        for index in 1..<arguments.count {
            for (place, element) in try arguments.elements(index).enumerated() {
                guard case .string(let text) = element else {
                    throw .argument(index, reason: "element \(place) is null, which cannot be joined")
                }
                if !isFirst { output += separator }
                isFirst = false
                output += text
                try ResultLimit.check(output.utf8.count)
            }
        }
        return Value(text: output)
    }

    private static func sort(_ arguments: Arguments) throws(CallFailure) -> Value {
        var texts: [String] = []
        for (place, element) in try arguments.elements(0).enumerated() {
            guard case .string(let text) = element else {
                throw .argument(0, reason: "element \(place) is null, which has no place among strings")
            }
            texts.append(text)
        }
        return .list(texts.sorted { $0.precedesInBytes($1) }.map { .string($0) }, of: .string)
    }
}
