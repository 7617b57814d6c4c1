internal import Values

extension HTTPAddress {
    /// The name that ADD gives to what is fetched from here, where it copies into a directory: the last part of the
    /// path, with its escapes read. What a query, a redirect or the server says counts for nothing. Throws where that
    /// is no name.
    package func fileName() throws(HTTPFault) -> String {
        guard let bytes = Self.unescaped(path) else { throw .badAddress("\(self)") }
        let parts = bytes.split(separator: UInt8(ascii: "/"))
        // The name that BuildKit gives to what has none.
        guard let last = parts.last, Array(last) != Array(".".utf8) else { return "__unnamed__" }
        let name = String(keepingBytes: Array(last))
        let isPlain = name.unicodeScalars.allSatisfy { $0.keptByte != nil || $0.properties.generalCategory != .control }
        guard name != "..", isPlain else { throw .badAddress("\(self)") }
        return name
    }

    /// Nil where a `%` has no two digits.
    private static func unescaped(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit), let value = UInt8(digits, radix: 16) else {
                return nil
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}
