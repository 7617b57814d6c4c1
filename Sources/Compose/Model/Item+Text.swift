extension Item {
    /// A scalar as buildx writes it; nil for lists and mappings.
    var text: String? {
        switch value {
        case .null: "<nil>"
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .unsigned(let value): String(value)
        case .float(let value): FloatText(value).description
        case .timestamp(let text), .string(let text): text
        case .list, .mapping: nil
        }
    }
}

/// The shortest digits that tell a number from all others, with an exponent from 1e+06 on and below 1e-04.
struct FloatText: CustomStringConvertible {
    private let value: Double

    init(_ value: Double) {
        self.value = value
    }

    var description: String {
        guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-Inf" : "+Inf" }
        let sign = value.sign == .minus ? "-" : ""
        guard value != 0 else { return sign + "0" }
        let (digits, exponent) = Self.scientific(value.magnitude)
        return sign + Self.write(digits, exponent)
    }

    private static func write(_ digits: String, _ exponent: Int) -> String {
        if exponent < -4 || exponent >= 6 {
            let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
            let power = abs(exponent)
            return "\(digits.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(power < 10 ? "0" : "")\(power)"
        }
        if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + digits }
        if digits.count <= exponent + 1 {
            return digits + String(repeating: "0", count: exponent + 1 - digits.count)
        }
        return "\(digits.prefix(exponent + 1)).\(digits.dropFirst(exponent + 1))"
    }

    /// The digits without zeros at either end, and the power of ten of the first.
    private static func scientific(_ value: Double) -> (digits: String, exponent: Int) {
        let parts = "\(value)".split(separator: "e")
        let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let point = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let whole = String(point[0])
        let all = whole + (point.count > 1 ? point[1] : "")
        let leading = all.prefix { $0 == "0" }.count
        var digits = all.dropFirst(leading)
        while digits.last == "0" { digits = digits.dropLast() }
        return (String(digits), whole.count - 1 - leading + power)
    }
}
