/// An amount of memory, as `docker` reads and writes it: every unit is a power of 1024, whatever it is called.
package struct MemorySize: Hashable, Sendable {
    package let bytes: Int64

    package init(bytes: Int64) {
        self.bytes = bytes
    }

    /// Reads `128m`, `1.5 GiB`, `64kb`, `1e9`. Nil for anything else, or below zero. What is too large to count is the
    /// largest there is.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let end = bytes.lastIndex(where: Self.mayEndNumber) else { return nil }
        let isSpaced = bytes[end] == UInt8(ascii: " ")
        let number = String(decoding: isSpaced ? bytes[..<end] : bytes[...end], as: UTF8.self)
        let suffix = bytes[(end + 1)...]
        guard let value = FloatSyntax.value(of: number), !(value < 0), let factor = Self.factor(suffix) else {
            return nil
        }
        let size = value * factor
        self.bytes = size < 0x1p63 ? Int64(size) : .max
    }

    private static func mayEndNumber(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: ".") || byte == UInt8(ascii: " ")
    }

    private static func factor(_ suffix: ArraySlice<UInt8>) -> Double? {
        guard suffix.count <= 3 else { return nil }
        let unit = String(decoding: suffix, as: UTF8.self).lowercased()
        if unit.isEmpty || unit == "b" { return 1 }
        guard let first = unit.first, let power = ["k": 1, "m": 2, "g": 3, "t": 4, "p": 5][first] else { return nil }
        guard ["", "b", "ib"].contains(unit.dropFirst()) else { return nil }
        return (1..<power).reduce(1024) { factor, _ in factor * 1024 }
    }
}

extension MemorySize: CustomStringConvertible {
    /// Four digits that count, in the largest unit of which there is one: `128MiB`, `1.465MiB`, `0`.
    package var description: String {
        guard bytes != 0 else { return "0" }
        var unit = 0
        while unit < Self.units.count - 1, bytes.magnitude >> (10 * (unit + 1)) > 0 { unit += 1 }
        let whole = bytes.magnitude >> (10 * unit)
        let decimals = max(0, 4 - String(whole).utf8.count)
        return (bytes < 0 ? "-" : "") + digits(unit: unit, decimals: decimals) + Self.units[unit]
    }

    private static let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]

    /// Rounded to the nearest, and halves to what is even.
    private func digits(unit: Int, decimals: Int) -> String {
        let scale = [1, 10, 100, 1000][decimals]
        let scaled = UInt128(bytes.magnitude) * UInt128(scale)
        let half = (UInt128(1) << (10 * unit)) / 2
        var quotient = scaled >> (10 * unit)
        let remainder = scaled - (quotient << (10 * unit))
        if half > 0, remainder > half || (remainder == half && quotient % 2 == 1) { quotient += 1 }
        let fraction = String(quotient % UInt128(scale))
        let padded = String(repeating: "0", count: max(0, decimals - fraction.count)) + fraction
        let kept = decimals == 0 ? "" : String(padded.reversed().drop { $0 == "0" }.reversed())
        return "\(quotient / UInt128(scale))" + (kept.isEmpty ? "" : "." + kept)
    }
}
