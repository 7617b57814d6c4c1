/// A number as bake files count: binary, with 512 bits of mantissa, or infinite. What has no answer, such as 0 / 0, is nil
/// and never a number.
///
/// It does what go-cty does with Go's big.Float, since bake files print their numbers: `1 / 3` has 155 decimals. A number
/// carries its precision, and a result has that of the more precise operand: numbers that are written have 512 bits, what
/// was counted (`init(_: Int)`) has 64, what was a Double has 53. Two numbers are equal when their values are.
///
/// A whole number that fits an Int is kept as one: counting allocates nothing. All others are a magnitude in an array of
/// limbs. This is our own, for the alternative is GMP with MPFR: under the LGPL, in a binary that is linked statically, for
/// the sake of a few hundred lines.
///
/// Where big.Float goes on to 2^(2^31), which nobody can print, a number here is infinite from 2^131072 on (39,457 digits),
/// and zero where it is as small.
package struct Number: Sendable {
    enum Storage: Sendable {
        /// All whole numbers that fit.
        case integer(Int, precision: UInt32)
        case other(Finite)
        /// Equal to zero, and printed as `-0`.
        case negativeZero(precision: UInt32)
        case infinite(isNegative: Bool)
    }

    /// What is no Int. The magnitude is odd.
    final class Finite: Sendable {
        let isNegative: Bool
        let binary: Binary
        let precision: UInt32

        init(isNegative: Bool, _ binary: Binary, precision: UInt32) {
            self.isNegative = isNegative
            self.binary = binary
            self.precision = precision
        }
    }

    let storage: Storage

    init(_ storage: Storage) {
        self.storage = storage
    }

    /// Of numbers that are written.
    static let writtenPrecision = 512
    /// The power of two that every finite number is below, and above its inverse.
    static let limit = 1 << 17

    package init(_ value: Int) {
        storage = .integer(value, precision: 64)
    }

    /// Nil for what is not a number.
    package init?(_ value: Double) {
        if value.isNaN { return nil }
        guard value.isFinite else {
            self.init(.infinite(isNegative: value < 0))
            return
        }
        let significand = value.significandBitPattern | (value.isNormal ? 1 << 52 : 0)
        let exponent = max(1, Int(value.exponentBitPattern)) - 1075
        self.init(
            isNegative: value.sign == .minus, Binary(Magnitude(significand), exponent: exponent), precision: 53)
    }

    /// The nearest number that has `precision` bits.
    init(isNegative: Bool, _ binary: Binary, isInexact: Bool = false, precision: Int) {
        let rounded = binary.rounded(to: precision, isInexact: isInexact).reduced
        let precision = UInt32(clamping: precision)
        if rounded.magnitude.isZero || rounded.top < -Self.limit {
            storage = isNegative ? .negativeZero(precision: precision) : .integer(0, precision: precision)
        } else if rounded.top > Self.limit {
            storage = .infinite(isNegative: isNegative)
        } else if let integer = rounded.integer(isNegative: isNegative) {
            storage = .integer(integer, precision: precision)
        } else {
            storage = .other(Finite(isNegative: isNegative, rounded, precision: precision))
        }
    }

    /// Larger, or smaller, than all others.
    package static func infinity(isNegative: Bool = false) -> Number { Number(.infinite(isNegative: isNegative)) }
}

extension Number: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    package init(integerLiteral value: Int) { self.init(value) }
    package init(floatLiteral value: Double) { self = Number(value) ?? 0 }
}

extension Binary {
    fileprivate func integer(isNegative: Bool) -> Int? {
        guard exponent >= 0, top <= 64, let bits = (magnitude << exponent).small else { return nil }
        if isNegative { return bits <= Int.min.magnitude ? Int(truncatingIfNeeded: 0 &- bits) : nil }
        return Int(exactly: bits)
    }
}
