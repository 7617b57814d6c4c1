#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What is computed with 64 bits, in steps that round as the language has it, to the last bit.
enum FloatingPoint {
    static func logarithm(_ value: Double, base: Double) -> Double {
        logarithm(value) / logarithm(base)
    }

    /// Multiplies as often as the exponent says, square by square; the C library's `pow` is nearer to the truth.
    static func power(_ base: Double, _ exponent: Double) -> Double {
        if exponent == 1 { return base }
        guard base != 0, base.isFinite, exponent.isFinite, exponent.magnitude < 0x1p63 else {
            return pow(base, exponent)
        }
        if exponent.magnitude == 0.5 { return exponent < 0 ? 1 / base.squareRoot() : base.squareRoot() }
        // A half goes down.
        let nearest = (exponent.magnitude - 0.5).rounded(.up)
        let fraction = exponent.magnitude - nearest
        guard base > 0 || fraction == 0 else { return .nan }
        let start = Scaled(fraction == 0 ? 1 : exponential(fraction * logarithm(base)))
        let result = start.times(Scaled(base), raisedTo: UInt64(nearest))
        return (exponent < 0 ? result.inverse : result).value
    }
}

/// A number as a mantissa and a power of two, so that what is in between does not overflow.
private struct Scaled {
    private let mantissa: Double
    private let twos: Int

    init(_ value: Double, twos: Int = 0) {
        var own: Int32 = 0
        mantissa = frexp(value, &own)
        // Far beyond what a number has.
        self.twos = min(max(twos + Int(own), -1 << 20), 1 << 20)
    }

    var value: Double { scalbn(mantissa, Int32(twos)) }
    var inverse: Scaled { Scaled(1 / mantissa, twos: -twos) }

    func times(_ factor: Scaled, raisedTo exponent: UInt64) -> Scaled {
        var product = self
        var square = factor
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { product = product * square }
            square = square * square
            rest >>= 1
        }
        return product
    }

    static func * (left: Scaled, right: Scaled) -> Scaled {
        Scaled(left.mantissa * right.mantissa, twos: left.twos + right.twos)
    }
}
