/// A time as people write it.
enum WrittenTime {
    private static let units: [(suffix: String, seconds: Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)]

    /// `90s`, `1.5m`, `1h30m`, `250ms`; nil for anything else.
    static func seconds(written text: String) -> Double? {
        var rest = text[...]
        var total = 0.0
        while !rest.isEmpty {
            let digits = rest.prefix { $0 == "." || $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            let name = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(name.count)
            guard let number = Double(digits), let unit = units.first(where: { $0.suffix == name }) else { return nil }
            total += number * unit.seconds
        }
        return total > 0 && total.isFinite ? total : nil
    }
}
