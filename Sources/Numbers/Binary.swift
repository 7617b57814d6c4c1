/// A magnitude times a power of two: the finite numbers, apart from their sign.
struct Binary: Hashable, Sendable {
    var magnitude: Magnitude
    var exponent: Int

    init(_ magnitude: Magnitude, exponent: Int = 0) {
        self.magnitude = magnitude
        self.exponent = exponent
    }

    /// The power of two that is just above the value.
    var top: Int { magnitude.bitWidth + exponent }

    /// The same value with an odd magnitude, so that equal values have equal parts.
    var reduced: Binary {
        let zeros = magnitude.trailingZeroBitCount
        return zeros == 0 ? self : Binary(magnitude >> zeros, exponent: exponent + zeros)
    }

    /// The nearest value with `precision` bits; of two the one whose last bit is 0. `isInexact` says that the true value
    /// is a little above this, by less than any bit of it.
    func rounded(to precision: Int, isInexact: Bool = false) -> Binary {
        let surplus = magnitude.bitWidth - precision
        guard surplus > 0 else { return self }
        let kept = magnitude >> surplus
        let isHalfOrMore = magnitude.bit(surplus - 1)
        let isAboveHalf = isInexact || magnitude.trailingZeroBitCount < surplus - 1
        let isUp = isHalfOrMore && (isAboveHalf || kept.isOdd)
        return Binary(isUp ? kept + Magnitude(1 as UInt64) : kept, exponent: exponent + surplus)
    }

    /// No more than the highest `width` bits.
    func truncated(to width: Int) -> Binary {
        let surplus = magnitude.bitWidth - width
        return surplus > 0 ? Binary(magnitude >> surplus, exponent: exponent + surplus) : self
    }

    /// The magnitudes of both when counted in the same power of two.
    static func aligned(_ left: Binary, _ right: Binary) -> (left: Magnitude, right: Magnitude, exponent: Int) {
        let exponent = min(left.exponent, right.exponent)
        return (left.magnitude << (left.exponent - exponent), right.magnitude << (right.exponent - exponent), exponent)
    }

    static func * (left: Binary, right: Binary) -> Binary {
        Binary(left.magnitude * right.magnitude, exponent: left.exponent + right.exponent)
    }

    /// The quotient with at least `width` bits, and whether that is less than all of it. `right` is not zero.
    static func divide(_ left: Binary, by right: Binary, width: Int) -> (quotient: Binary, isInexact: Bool) {
        let shift = max(0, width + 1 + right.magnitude.bitWidth - left.magnitude.bitWidth)
        let (quotient, remainder) = (left.magnitude << shift).quotientAndRemainder(dividingBy: right.magnitude)
        return (Binary(quotient, exponent: left.exponent - right.exponent - shift), !remainder.isZero)
    }

    /// 5 to the power of `exponent`; its highest `width` bits when there are more, but for an error in the last twenty.
    static func powerOfFive(_ exponent: Int, width: Int) -> Binary {
        var result = Binary(Magnitude(1 as UInt64))
        var bit = Int.bitWidth - exponent.leadingZeroBitCount
        while bit > 0 {
            bit -= 1
            result = (result * result).truncated(to: width)
            if exponent >> bit & 1 == 1 { result = (result * five).truncated(to: width) }
        }
        return result
    }

    private static let five = Binary(Magnitude(5 as UInt64))
}

extension Binary: Comparable {
    /// For values that are not zero.
    static func < (left: Binary, right: Binary) -> Bool {
        guard left.top == right.top else { return left.top < right.top }
        let (left, right, _) = aligned(left, right)
        return left < right
    }
}
