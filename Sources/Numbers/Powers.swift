// Not named below: rounding and fused products of Doubles are calls to it.
#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Powers and logarithms to the last bit as Go computes them: those of the C library are nearer to the truth, and so often
/// end in another digit, which a bake file would print.
enum Powers {
    static func power(_ base: Double, _ exponent: Double) -> Double {
        if let value = specialPower(base, exponent) { return value }
        if exponent == 0.5 { return base.squareRoot() }
        if exponent == -0.5 { return 1 / base.squareRoot() }
        var whole = exponent.magnitude.rounded(.towardZero)
        var fraction = exponent.magnitude - whole
        if fraction != 0, base < 0 { return .nan }
        guard whole < 0x1p63 else {
            if base == -1 { return 1 }
            return (base.magnitude < 1) == (exponent > 0) ? 0 : .infinity
        }
        if fraction > 0.5 {
            fraction -= 1
            whole += 1
        }
        var result = Scaled(fraction == 0 ? 1 : exponential(fraction * logarithm(base)))
        result.multiply(by: base, times: UInt64(whole))
        return exponent < 0 ? Scaled(1 / result.factor, -result.exponent).value : result.value
    }

    /// Where nothing needs computing.
    private static func specialPower(_ base: Double, _ exponent: Double) -> Double? {
        if exponent == 0 || base == 1 { return 1 }
        if exponent == 1 { return base }
        if exponent.isInfinite {
            if base == -1 { return 1 }
            return (base.magnitude < 1) == (exponent > 0) ? 0 : .infinity
        }
        guard base == 0 || base.isInfinite else { return nil }
        let magnitude: Double = (base == 0) == (exponent < 0) ? .infinity : 0
        return base.sign == .minus && isOdd(exponent) ? -magnitude : magnitude
    }

    private static func isOdd(_ value: Double) -> Bool {
        value.magnitude < 0x1p53 && value.truncatingRemainder(dividingBy: 2).magnitude == 1
    }
}

extension Powers {
    /// A factor times a power of two, so that squares do not overflow on the way.
    private struct Scaled {
        var factor: Double
        var exponent: Int

        init(_ factor: Double, _ exponent: Int = 0) {
            self.factor = factor
            self.exponent = exponent
        }

        /// Multiplies by `base` to the power of `count`: by those of its successive squares that are bits of `count`.
        mutating func multiply(by base: Double, times count: UInt64) {
            var (square, squareExponent) = Powers.parts(base)
            var count = count
            while count != 0 {
                // Beyond what any Double holds: no more squares, or their exponents overflow.
                if squareExponent.magnitude > 1 << 12 {
                    exponent += squareExponent
                    return
                }
                if count & 1 == 1 {
                    factor *= square
                    exponent += squareExponent
                }
                square *= square
                squareExponent *= 2
                if square < 0.5 {
                    square += square
                    squareExponent -= 1
                }
                count >>= 1
            }
        }

        var value: Double { Double(sign: .plus, exponent: exponent, significand: factor) }
    }

    /// A factor from 1/2 up to 1, and a power of two.
    private static func parts(_ value: Double) -> (Double, Int) {
        guard value != 0, value.isFinite else { return (value, 0) }
        let factor = value.significand / 2
        return (value.sign == .minus ? -factor : factor, Int(value.exponent) + 1)
    }

    /// The natural logarithm by the method of Sun's fdlibm (e_log.c): with s = f / (2 + f), the logarithm of 1 + f is
    /// 2s + s³R for a polynomial R in s².
    static func logarithm(_ value: Double) -> Double {
        if value == 0 { return -.infinity }
        guard value > 0, value.isFinite else { return value < 0 ? .nan : value }
        var (factor, exponent) = parts(value)
        if factor < 0.5.squareRoot() {
            factor *= 2
            exponent -= 1
        }
        let f = factor - 1
        let k = Double(exponent)
        let s = f / (2 + f)
        let s2 = s * s
        let s4 = s2 * s2
        let odd = s2 * (l[0] + s4 * (l[2] + s4 * (l[4] + s4 * l[6])))
        let even = s4 * (l[1] + s4 * (l[3] + s4 * l[5]))
        let half = 0.5 * f * f
        return k * ln2High - ((half - (s * (half + (odd + even)) + k * ln2Low)) - f)
    }

    private static let l = [
        6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01, 2.222219843214978396e-01,
        1.818357216161805012e-01, 1.531383769920937332e-01, 1.479819860511658591e-01,
    ]
    private static let ln2High = 6.93147180369123816490e-01
    private static let ln2Low = 1.90821492927058770002e-10

    /// e to the power of `value` by the method of N. Shibata (Efficient evaluation methods of elementary functions suitable
    /// for SIMD computation, 2010): Taylor's series of exp(r) - 1 for a sixteenth of what remains of the power of two, and
    /// then four times the square.
    private static func exponential(_ value: Double) -> Double {
        if value > 7.09782712893384e+02 { return .infinity }
        guard value > -800 else { return 0 }
        let exponent = (value * 1.4426950408889634).rounded(.toNearestOrEven)
        let high = value.addingProduct(-exponent, 0.69314718055966295651160180568695068359375)
        let rest = high.addingProduct(-exponent, 0.28235290563031577122588448175013436025525412068e-12) * 0.0625
        let series = taylor.dropFirst().reduce(taylor[0]) { $1.addingProduct($0, rest) }
        var result = rest * series
        for _ in 0..<3 { result *= result + 2 }
        result = (1.0).addingProduct(result, result + 2)
        return Double(sign: .plus, exponent: Int(exponent), significand: result)
    }

    /// 1/8! down to 1/1!
    private static let taylor = [
        2.4801587301587301587e-5, 1.9841269841269841270e-4, 1.3888888888888888889e-3, 8.3333333333333333333e-3,
        4.1666666666666666667e-2, 1.6666666666666666667e-1, 0.5, 1,
    ]
}
