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
        let parts = Splitting.parts(of: try arguments.text(0), between: try arguments.text(1), keepsEnds: true)
        let replacement = Array(try arguments.text(2).utf8)
        try checkJoined(parts, replacement)
        return Value(utf8: parts.joined(separator: replacement))
    }

    private static func indent(_ arguments: Arguments) throws(CallFailure) -> Value {
        let spaces = try arguments.integer(0)
        guard spaces >= 0 else { throw .argument(0, reason: "must not be below zero") }
        let lines = Splitting.parts(of: try arguments.text(1), between: "\n", keepsEnds: true)
        try ResultLimit.check(lines.count, times: spaces)
        let separator = [UInt8(ascii: "\n")] + repeatElement(UInt8(ascii: " "), count: lines.count > 1 ? spaces : 0)
        try checkJoined(lines, separator)
        return Value(utf8: lines.joined(separator: separator))
    }

    private static func split(_ arguments: Arguments) throws(CallFailure) -> Value {
        let parts = Splitting.parts(of: try arguments.text(1), between: try arguments.text(0), keepsEnds: false)
        return .list(parts.map { Value(utf8: $0) }, of: .string)
    }

    private static func join(_ arguments: Arguments) throws(CallFailure) -> Value {
        guard arguments.count > 1 else { throw .failed(reason: "at least one list is needed") }
        var parts: [ArraySlice<UInt8>] = []
        for index in 1..<arguments.count {
            for (place, element) in try arguments.elements(index).enumerated() {
                guard case .string(let text) = element else {
                    throw .argument(index, reason: "element \(place) is null, which cannot be joined")
                }
                parts.append(Array(text.utf8)[...])
            }
        }
        let separator = Array(try arguments.text(0).utf8)
        try checkJoined(parts, separator)
        return Value(utf8: parts.joined(separator: separator))
    }

    private static func checkJoined(_ parts: [ArraySlice<UInt8>], _ separator: [UInt8]) throws(CallFailure) {
        try ResultLimit.check(parts.count, times: separator.count)
        try ResultLimit.check(parts.count * separator.count + parts.reduce(0) { $0 &+ $1.count })
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
