extension Magnitude {
    /// The number that `digits`, each below `base`, spell.
    init(digits: some Sequence<UInt8>, base: UInt64) {
        let perLimb = Self.digitsPerLimb(base)
        var value = Magnitude.zero
        var (chunk, scale, count): (UInt64, UInt64, Int) = (0, 1, 0)
        for digit in digits {
            chunk = chunk * base + UInt64(digit)
            scale *= base
            count += 1
            guard count == perLimb else { continue }
            value.multiply(by: scale, adding: chunk)
            (chunk, scale, count) = (0, 1, 0)
        }
        if count > 0 { value.multiply(by: scale, adding: chunk) }
        self = value
    }

    /// The digits, the most significant first; none for zero.
    func digits(base: UInt64) -> [UInt8] {
        let perLimb = Self.digitsPerLimb(base)
        let scale = (0..<perLimb).reduce(1 as UInt64) { scale, _ in scale * base }
        var reversed: [UInt8] = []
        var rest = self
        while !rest.isZero {
            var chunk = rest.divide(by: scale)
            for _ in 0..<perLimb {
                let (quotient, digit) = chunk.quotientAndRemainder(dividingBy: base)
                reversed.append(UInt8(digit))
                chunk = quotient
            }
        }
        while reversed.last == 0 { reversed.removeLast() }
        return reversed.reversed()
    }

    /// How many digits always fit in a limb.
    private static func digitsPerLimb(_ base: UInt64) -> Int {
        var (count, scale): (Int, UInt64) = (0, 1)
        while true {
            let (next, overflow) = scale.multipliedReportingOverflow(by: base)
            if overflow { return count }
            (count, scale) = (count + 1, next)
        }
    }
}
