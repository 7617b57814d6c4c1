extension Number {
    /// Reads what go-cty reads as a number: `12`, `-0.5`, `.5`, `5.`, `1e3`, `1p3` (which is 8), `Inf` and `inf`. Nil for
    /// anything else, and where an exponent is beyond what 32 bits hold.
    package init?(_ text: String) {
        if let digits = Self.fewDigits(text) {
            self.init(.integer(digits, precision: UInt32(Self.writtenPrecision)))
            return
        }
        if let infinity = Self.infinities[text] {
            self.init(.infinite(isNegative: infinity))
            return
        }
        guard let decimal = DecimalText(text) else { return nil }
        self.init(decimal)
    }

    /// The value of a word of plain digits that cannot be too many for an Int.
    private static func fewDigits(_ text: String) -> Int? {
        guard 1...18 ~= text.utf8.count else { return nil }
        var value = 0
        for byte in text.utf8 {
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return value
    }

    /// Whether there is a minus before it.
    private static let infinities = [
        "Inf": false, "inf": false, "+Inf": false, "+inf": false, "-Inf": true, "-inf": true,
    ]

    private init(_ decimal: DecimalText) {
        let magnitude = decimal.digits.count + decimal.exponent
        // Beyond this the exponents alone decide, and powers would be too large to compute.
        guard decimal.digits.isEmpty || abs(magnitude) <= Self.limit && abs(decimal.binaryExponent) <= 4 * Self.limit
        else {
            let isLarge = magnitude > Self.limit || magnitude >= -Self.limit && decimal.binaryExponent > 0
            let precision = UInt32(Self.writtenPrecision)
            let zero =
                decimal.isNegative ? Storage.negativeZero(precision: precision) : .integer(0, precision: precision)
            self.init(isLarge ? .infinite(isNegative: decimal.isNegative) : zero)
            return
        }
        let (binary, isInexact) = decimal.binary(width: Self.writtenPrecision + 2)
        self.init(
            isNegative: decimal.isNegative, binary, isInexact: isInexact, precision: Self.writtenPrecision)
    }

    /// Reads a whole number in a base from 2 to 62: letters are digits above 9, where small and capital ones are the same
    /// up to base 36. Nil for anything else, and for more digits than a number may have.
    package init?(_ text: String, base: Int) {
        guard 2...62 ~= base else { return nil }
        var rest = text.utf8[...]
        let sign = rest.first.flatMap { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") ? $0 : nil }
        if sign != nil { rest.removeFirst() }
        guard !rest.isEmpty else { return nil }
        var digits: [UInt8] = []
        for byte in rest {
            guard let digit = Self.digit(byte, base: base), digits.count <= Self.limit else { return nil }
            if digit > 0 || !digits.isEmpty { digits.append(digit) }
        }
        let magnitude = Magnitude(digits: digits, base: UInt64(base))
        self.init(
            isNegative: sign == UInt8(ascii: "-") && !magnitude.isZero, Binary(magnitude),
            precision: max(64, magnitude.bitWidth))
        if isInfinite { return nil }
    }

    private static func digit(_ byte: UInt8, base: Int) -> UInt8? {
        let value: UInt8
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - UInt8(ascii: "A") + (base <= 36 ? 10 : 36)
        default: return nil
        }
        return value < base ? value : nil
    }
}

extension DecimalText {
    /// The value with at least `width` bits, and whether that is less than all of it.
    fileprivate func binary(width: Int) -> (Binary, isInexact: Bool) {
        // More digits than these decide nothing but which side of a half the value is on.
        let kept = digits.prefix(4096)
        let exponent = exponent + digits.count - kept.count
        let isCut = kept.count < digits.count
        let mantissa = Binary(Magnitude(digits: kept, base: 10), exponent: exponent + binaryExponent)
        // Exact up to 5^880; above that no value is so close to a half that an error in the last bits would count.
        let power = Binary.powerOfFive(Int(exponent.magnitude), width: 2048)
        if exponent >= 0 { return (mantissa * power, isCut) }
        let (quotient, isInexact) = Binary.divide(mantissa, by: power, width: width)
        return (quotient, isInexact || isCut)
    }
}
