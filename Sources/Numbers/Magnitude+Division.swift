extension Magnitude {
    /// Divides by one limb, in place; what remains is the answer. `divisor` is not zero.
    mutating func divide(by divisor: UInt64) -> UInt64 {
        var remainder: UInt64 = 0
        for index in limbs.indices.reversed() {
            (limbs[index], remainder) = divisor.dividingFullWidth((remainder, limbs[index]))
        }
        trim()
        return remainder
    }

    /// Long division with limbs as digits (Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D):
    /// each digit of the quotient is guessed from the two or three highest limbs, and is one too large at most.
    /// `divisor` is not zero.
    func quotientAndRemainder(dividingBy divisor: Magnitude) -> (quotient: Magnitude, remainder: Magnitude) {
        if self < divisor { return (.zero, self) }
        if let small = divisor.small {
            var quotient = self
            let remainder = quotient.divide(by: small)
            return (quotient, Magnitude(remainder))
        }
        // The guess is good only when the divisor's highest bit is set.
        let shift = divisor.limbs[divisor.limbs.count - 1].leadingZeroBitCount
        let divisorLimbs = (divisor << shift).limbs
        var rest = (self << shift).limbs
        rest += repeatElement(0, count: limbs.count + 1 - rest.count)
        var quotient = [UInt64](repeating: 0, count: limbs.count - divisorLimbs.count + 1)
        for place in quotient.indices.reversed() {
            var digit = Self.guess(rest, at: place + divisorLimbs.count, divisorLimbs)
            if Self.subtract(divisorLimbs, times: digit, from: &rest, at: place) {
                digit &-= 1
                Self.add(divisorLimbs, to: &rest, at: place)
            }
            quotient[place] = digit
        }
        return (Magnitude(limbs: quotient), Magnitude(limbs: rest) >> shift)
    }

    private static func guess(_ rest: [UInt64], at top: Int, _ divisor: [UInt64]) -> UInt64 {
        let first = divisor[divisor.count - 1]
        guard rest[top] < first else { return .max }
        var (digit, remainder) = first.dividingFullWidth((rest[top], rest[top - 1]))
        while true {
            let (high, low) = digit.multipliedFullWidth(by: divisor[divisor.count - 2])
            guard high > remainder || high == remainder && low > rest[top - 2] else { return digit }
            digit -= 1
            let (sum, overflow) = remainder.addingReportingOverflow(first)
            if overflow { return digit }
            remainder = sum
        }
    }

    /// Whether more was taken than was there, in which case `rest` has wrapped around.
    private static func subtract(
        _ divisor: [UInt64], times digit: UInt64, from rest: inout [UInt64], at place: Int
    ) -> Bool {
        var carry: UInt64 = 0
        for (offset, limb) in divisor.enumerated() {
            let (high, low) = digit.multipliedFullWidth(by: limb)
            let (amount, overflow) = low.addingReportingOverflow(carry)
            let (difference, borrow) = rest[place + offset].subtractingReportingOverflow(amount)
            rest[place + offset] = difference
            carry = high &+ (overflow ? 1 : 0) &+ (borrow ? 1 : 0)
        }
        let (difference, borrow) = rest[place + divisor.count].subtractingReportingOverflow(carry)
        rest[place + divisor.count] = difference
        return borrow
    }

    private static func add(_ divisor: [UInt64], to rest: inout [UInt64], at place: Int) {
        var carry: UInt64 = 0
        for (offset, limb) in divisor.enumerated() {
            let (sum, overflow) = rest[place + offset].addingReportingOverflow(limb)
            let (total, second) = sum.addingReportingOverflow(carry)
            rest[place + offset] = total
            carry = overflow || second ? 1 : 0
        }
        rest[place + divisor.count] &+= carry
    }
}
