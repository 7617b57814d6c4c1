/// A text with variables in it: `$NAME`, `${NAME}`, `${NAME:-default}`; `$$` is a dollar.
///
/// Behind a name in braces may come `-` (or), `+` (if so) or `?` (or fail), each with a colon before it when an empty
/// variable is to count as unset. What follows, up to the closing brace, is a template of its own and must be on the
/// same line. A dollar before anything else stands for itself.
struct Template {
    /// Deeper nesting is refused.
    static let depthLimit = 100

    enum Fault: Error, Equatable {
        case invalid
        case tooDeep
        case required(name: String, reason: String)
    }

    let text: String

    func filled(_ lookup: (String) -> String?) throws(Fault) -> String {
        let bytes = Array(text.utf8)
        guard bytes.contains(Self.dollar) else { return text }
        let output = try Self.fill(bytes[...], lookup, depth: 0)
        return String(decoding: output, as: UTF8.self)
    }

    private static let dollar = UInt8(ascii: "$")

    private static func fill(
        _ text: ArraySlice<UInt8>, _ lookup: (String) -> String?, depth: Int
    ) throws(Fault) -> [UInt8] {
        guard depth <= depthLimit else { throw .tooDeep }
        var output: [UInt8] = []
        var lines = ClosingBraces(text)
        var rest = text
        while let start = rest.firstIndex(of: dollar) {
            output += rest[..<start]
            rest = rest[(start + 1)...]
            guard let next = rest.first else {
                output.append(dollar)
                break
            }
            if next == dollar {
                output.append(dollar)
                rest = rest.dropFirst()
            } else if next == UInt8(ascii: "{") {
                let placeholder = try Placeholder(rest.dropFirst(), lastBrace: lines.last(after: start))
                output += try placeholder.value(lookup) { inner throws(Fault) in
                    try fill(inner, lookup, depth: depth + 1)
                }
                rest = rest[placeholder.end...]
            } else {
                let name = Placeholder.name(at: rest)
                output += name.isEmpty ? [dollar] : Array((lookup(String(decoding: name, as: UTF8.self)) ?? "").utf8)
                rest = rest[name.endIndex...]
            }
        }
        return output + rest
    }
}

/// Finds the last closing brace of each line, looking at no line twice.
private struct ClosingBraces {
    private let text: ArraySlice<UInt8>
    private var lineEnd: Int
    private var brace: Int?

    init(_ text: ArraySlice<UInt8>) {
        self.text = text
        lineEnd = text.startIndex
    }

    /// Of the line that `offset` is in.
    mutating func last(after offset: Int) -> Int? {
        if offset >= lineEnd {
            lineEnd = text[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? text.endIndex
            brace = text[offset..<lineEnd].lastIndex(of: UInt8(ascii: "}"))
        }
        return brace.flatMap { $0 > offset ? $0 : nil }
    }
}
