extension Magnitude {
    static func + (left: Magnitude, right: Magnitude) -> Magnitude {
        var (limbs, shorter) =
            left.limbs.count < right.limbs.count ? (right.limbs, left.limbs) : (left.limbs, right.limbs)
        shorter.append(0)
        limbs.append(0)
        var carry: UInt64 = 0
        for index in limbs.indices {
            if index >= shorter.count, carry == 0 { break }
            let addend = index < shorter.count ? shorter[index] : 0
            let (sum, overflow) = limbs[index].addingReportingOverflow(addend)
            let (total, second) = sum.addingReportingOverflow(carry)
            limbs[index] = total
            carry = overflow || second ? 1 : 0
        }
        return Magnitude(limbs: limbs)
    }

    /// How far two magnitudes are apart.
    static func distance(_ left: Magnitude, _ right: Magnitude) -> Magnitude {
        let (larger, smaller) = left < right ? (right, left) : (left, right)
        var limbs = larger.limbs
        var borrow: UInt64 = 0
        for index in limbs.indices {
            if index >= smaller.limbs.count, borrow == 0 { break }
            let subtrahend = index < smaller.limbs.count ? smaller.limbs[index] : 0
            let (difference, overflow) = limbs[index].subtractingReportingOverflow(subtrahend)
            let (total, second) = difference.subtractingReportingOverflow(borrow)
            limbs[index] = total
            borrow = overflow || second ? 1 : 0
        }
        return Magnitude(limbs: limbs)
    }

    static func * (left: Magnitude, right: Magnitude) -> Magnitude {
        if left.isZero || right.isZero { return .zero }
        var limbs = [UInt64](repeating: 0, count: left.limbs.count + right.limbs.count)
        for (index, factor) in left.limbs.enumerated() {
            var carry: UInt64 = 0
            for (offset, limb) in right.limbs.enumerated() {
                (carry, limbs[index + offset]) = product(factor, limb, plus: limbs[index + offset], carry)
            }
            limbs[index + right.limbs.count] = carry
        }
        return Magnitude(limbs: limbs)
    }

    /// This times `factor`, plus `addend`: how digits are read.
    mutating func multiply(by factor: UInt64, adding addend: UInt64) {
        var carry = addend
        for index in limbs.indices {
            (carry, limbs[index]) = Self.product(limbs[index], factor, plus: 0, carry)
        }
        if carry > 0 { limbs.append(carry) }
    }

    /// The largest 64-bit factors leave room for two 64-bit addends.
    private static func product(
        _ left: UInt64, _ right: UInt64, plus first: UInt64, _ second: UInt64
    ) -> (high: UInt64, low: UInt64) {
        let (high, low) = left.multipliedFullWidth(by: right)
        let (sum, overflow) = low.addingReportingOverflow(first)
        let (total, secondOverflow) = sum.addingReportingOverflow(second)
        return (high &+ (overflow ? 1 : 0) &+ (secondOverflow ? 1 : 0), total)
    }

    func power(_ exponent: Int) -> Magnitude {
        var result = Magnitude(1 as UInt64)
        var bit = Int.bitWidth - exponent.leadingZeroBitCount
        while bit > 0 {
            bit -= 1
            result = result * result
            if exponent >> bit & 1 == 1 { result = result * self }
        }
        return result
    }
}
