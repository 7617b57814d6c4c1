extension Number {
    /// How digits are laid out. Go calls these `f`, `e` and `g`.
    package enum Notation: Sendable {
        /// `1200.5`
        case fixed
        /// `1.2005e+03`
        case scientific
        /// Scientific for what is very small or large, else fixed.
        case general
    }

    /// The number with `precision` digits after the point, or altogether in general notation, rounded to even; with the
    /// fewest that tell it from others of its own precision when that is nil. A million digits at most. What is infinite
    /// is `+Inf` or `-Inf`.
    package func formatted(_ notation: Notation, precision: Int? = nil) -> String {
        guard let binary else { return isNegative ? "-Inf" : "+Inf" }
        let precision = precision.map { min(max(0, $0), 1_000_000) }
        let decimal = decimal(binary, notation, precision)
        var text: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
        switch notation {
        case .fixed:
            decimal.appendFixed(precision ?? max(0, decimal.digits.count - decimal.point), to: &text)
        case .scientific:
            decimal.appendScientific(precision ?? max(0, decimal.digits.count - 1), to: &text)
        case .general:
            decimal.appendGeneral(precision.map { max(1, $0) }, to: &text)
        }
        return String(decoding: text, as: UTF8.self)
    }

    private func decimal(_ binary: Binary, _ notation: Notation, _ precision: Int?) -> Decimal {
        guard let precision else { return Decimal(shortest: binary, precision: self.precision) }
        // Digits before the point, or one too many.
        let whole = max(0, binary.top * 30_103 / 100_000 + 2)
        switch notation {
        case .fixed:
            var decimal = Decimal(binary, digits: whole + precision + self.precision / 3 + 8)
            decimal.round(to: decimal.point + precision)
            return decimal
        case .scientific, .general:
            let count = notation == .scientific ? precision + 1 : max(1, precision)
            // What was written with few digits has zeros after them, until its precision ends: a half must be told from that.
            var decimal = Decimal(binary, digits: count + self.precision / 3 + 8)
            decimal.round(to: count)
            return decimal
        }
    }

    /// The number in a base from 2 to 36, with small letters; nil when it is no integer.
    package func digits(base: Int) -> String? {
        if case .integer(let value, _) = storage { return String(value, radix: base) }
        guard let binary, isInteger, 2...36 ~= base else { return nil }
        let digits = (binary.magnitude << binary.exponent).digits(base: UInt64(base))
        let text = digits.map { $0 < 10 ? UInt8(ascii: "0") + $0 : UInt8(ascii: "a") + $0 - 10 }
        return (isNegative && !isZero ? "-" : "") + (text.isEmpty ? "0" : String(decoding: text, as: UTF8.self))
    }
}

extension Number: CustomStringConvertible {
    /// The shortest decimal, without an exponent, that is read back as this number: `0.1`, `-0`, `+Inf`.
    package var description: String {
        // 53 bits may be too few to tell a larger one from its neighbours.
        if case .integer(let value, let precision) = storage, precision >= 64 { return String(value) }
        return formatted(.fixed)
    }
}

extension Decimal {
    fileprivate func appendFixed(_ decimals: Int, to text: inout [UInt8]) {
        if point > 0 {
            text += (0..<point).lazy.map { UInt8(ascii: "0") + digit($0) }
        } else {
            text.append(UInt8(ascii: "0"))
        }
        guard decimals > 0 else { return }
        text.append(UInt8(ascii: "."))
        text += (0..<decimals).lazy.map { UInt8(ascii: "0") + digit(point + $0) }
    }

    fileprivate func appendScientific(_ decimals: Int, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "0") + digit(0))
        if decimals > 0 {
            text.append(UInt8(ascii: "."))
            text += (1...decimals).lazy.map { UInt8(ascii: "0") + digit($0) }
        }
        let exponent = digits.isEmpty ? 0 : point - 1
        text += (exponent < 0 ? "e-" : "e+").utf8
        if exponent.magnitude < 10 { text.append(UInt8(ascii: "0")) }
        text += String(exponent.magnitude).utf8
    }

    /// `count` nil writes all digits, and is scientific from a million on.
    fileprivate func appendGeneral(_ count: Int?, to text: inout [UInt8]) {
        let exponent = point - 1
        let length = digits.count
        // Zeros at the end are not written, so they do not keep a number from being too large.
        let threshold = count.map { $0 > length && length >= point ? length : $0 } ?? 6
        if exponent < -4 || exponent >= threshold {
            appendScientific(max(0, min(count ?? length, length) - 1), to: &text)
        } else {
            appendFixed(max(0, length - point), to: &text)
        }
    }
}
