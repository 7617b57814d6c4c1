#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

// The C library's logarithm and power are better by half a unit in the last place, and so now and then another number than
// bake prints. These take the two roads that Go takes on x86: Sun's series for the logarithm, Shibata's for the power.

extension FloatingPoint {
    /// The natural logarithm.
    static func logarithm(_ value: Double) -> Double {
        guard value > 0, value < .infinity else { return log(value) }
        var twos: Int32 = 0
        var mantissa = frexp(value, &twos)
        // From half the root of two to the root of two.
        if mantissa < 0.5.squareRoot() {
            mantissa *= 2
            twos -= 1
        }
        let (count, excess) = (Double(twos), mantissa - 1)
        let ratio = excess / (2 + excess)
        let square = ratio * ratio
        let fourth = square * square
        let odd =
            square
            * horner(
                [
                    1.479819860511658591e-01, 1.818357216161805012e-01, 2.857142874366239149e-01,
                    6.666666666666735130e-01,
                ], fourth)
        let even =
            fourth * horner([1.531383769920937332e-01, 2.222219843214978396e-01, 3.999999999940941908e-01], fourth)
        let half = 0.5 * excess * excess
        let small = ratio * (half + (odd + even)) + count * lnTwo.low
        return count * lnTwo.high - ((half - small) - excess)
    }

    /// Of two numbers whose sum is the logarithm of 2, the first has zeros at its end.
    private static let lnTwo = (high: 6.93147180369123816490e-01, low: 1.90821492927058770002e-10)

    private static func horner(_ coefficients: [Double], _ x: Double) -> Double {
        coefficients.dropFirst().reduce(coefficients[0]) { $0 * x + $1 }
    }

    /// A power of e, for exponents far from where a result has no room.
    static func exponential(_ value: Double) -> Double {
        let twos = (value * 1.4426950408889634).rounded(.toNearestOrEven)
        var rest = value.addingProduct(-twos, 0.693147180559662956511601805686950683593750)
        rest = rest.addingProduct(-twos, 0.28235290563031577122588448175013436025525412068e-12)
        rest *= 0.0625
        // Less one, then squared four times: (1 + x)^2 is 1 + x (x + 2).
        var power = rest * terms.dropFirst().reduce(terms[0]) { $1.addingProduct($0, rest) }
        for _ in 0..<3 { power *= power + 2 }
        return scalbn((1.0).addingProduct(power + 2, power), Int32(twos))
    }

    private static let terms = [
        2.4801587301587301587e-5, 1.9841269841269841270e-4, 1.3888888888888888889e-3, 8.3333333333333333333e-3,
        4.1666666666666666667e-2, 1.6666666666666666667e-1, 0.5, 1,
    ]
}
