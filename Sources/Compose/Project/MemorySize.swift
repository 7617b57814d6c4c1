/// An amount of memory as compose has it: units are powers of 1024, whether written `k`, `kb` or `KiB`.
struct MemorySize {
    let bytes: Int64

    init?(_ text: String) {
        if let bytes = Int64(text) {
            self.bytes = bytes
            return
        }
        guard let last = text.lastIndex(where: { "0123456789. ".contains($0) }) else { return nil }
        let unit = text[text.index(after: last)...].lowercased()
        let digits = text[last] == " " ? text[..<last] : text[...last]
        guard digits.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || 0x30...0x39 ~= $0 }), let number = Double(digits),
            let factor = Self.factor(unit)
        else { return nil }
        let bytes = number * factor
        guard bytes < 0x1p63 else { return nil }
        self.bytes = Int64(bytes)
    }

    private static func factor(_ unit: String) -> Double? {
        guard let letter = unit.first, unit != "b" else { return 1 }
        guard let power = Array("kmgtp").firstIndex(of: letter), ["", "b", "ib"].contains(unit.dropFirst()) else {
            return nil
        }
        return (0...power).reduce(1) { factor, _ in factor * 1024 }
    }
}
