/// A number of bytes, as people write and read it.
///
/// Units are those of `docker`: `kB`, `MB`, `GB` and `TB` are powers of 1000; `KiB`, `MiB`, `GiB` and `TiB` of 1024.
package struct ByteCount: Hashable, Comparable, Sendable {
    package var bytes: Int64

    package init(_ bytes: Int64) {
        self.bytes = bytes
    }

    package init(_ bytes: Int) {
        self.bytes = Int64(bytes)
    }

    package static func < (left: ByteCount, right: ByteCount) -> Bool { left.bytes < right.bytes }
}

extension ByteCount: LosslessStringConvertible {
    /// Reads `1048576`, `512MiB`, `1.5 GB`, `20g`. Nil for anything else, below zero or too large to count.
    package init?(_ text: String) {
        let unitStart = text.firstIndex { !("0"..."9" ~= $0 || $0 == ".") } ?? text.endIndex
        let unit = text[unitStart...].drop { $0 == " " }.lowercased()
        guard let factor = Self.factors[unit], let number = Double(text[..<unitStart]) else { return nil }
        let bytes = (number * factor).rounded()
        guard bytes >= 0, bytes < 0x1p63 else { return nil }
        self.init(Int64(bytes))
    }

    private static let factors: [String: Double] = [
        "": 1, "b": 1,
        "k": 1e3, "kb": 1e3, "m": 1e6, "mb": 1e6, "g": 1e9, "gb": 1e9, "t": 1e12, "tb": 1e12,
        "kib": 0x1p10, "mib": 0x1p20, "gib": 0x1p30, "tib": 0x1p40,
    ]

    /// Three digits that count: `999 B`, `1.23 kB`, `45.6 MB`, `789 GB`.
    package var description: String {
        guard bytes.magnitude >= 1000 else { return "\(bytes) B" }
        var scaled = Double(bytes)
        var unit = 0
        // 999.5 and more would show as 1000 of this unit.
        while abs(scaled) >= 999.5, unit < Self.units.count - 1 {
            scaled /= 1000
            unit += 1
        }
        return "\(Self.threeDigits(scaled)) \(Self.units[unit])"
    }

    private static let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]

    private static func threeDigits(_ value: Double) -> String {
        switch abs(value) {
        case ..<9.995: fixed(value, decimals: 2)
        case ..<99.95: fixed(value, decimals: 1)
        default: fixed(value, decimals: 0)
        }
    }

    private static func fixed(_ value: Double, decimals: Int) -> String {
        let scale = [1, 10, 100][decimals]
        let scaled = Int((abs(value) * Double(scale)).rounded())
        let sign = value < 0 ? "-" : ""
        guard decimals > 0 else { return "\(sign)\(scaled)" }
        let fraction = String(scaled % scale)
        return "\(sign)\(scaled / scale).\(String(repeating: "0", count: decimals - fraction.count))\(fraction)"
    }
}
