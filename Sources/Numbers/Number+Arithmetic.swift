extension Number {
    package static prefix func - (value: Number) -> Number {
        switch value.storage {
        case .integer(0, let precision): return Number(.negativeZero(precision: precision))
        case .integer(let integer, let precision):
            if integer != .min { return Number(.integer(-integer, precision: precision)) }
            return Number(isNegative: false, Binary(Magnitude(integer.magnitude)), precision: Int(precision))
        case .negativeZero(let precision): return Number(.integer(0, precision: precision))
        case .infinite(let isNegative): return .infinity(isNegative: !isNegative)
        case .other(let finite):
            return Number(isNegative: !finite.isNegative, finite.binary, precision: Int(finite.precision))
        }
    }

    package var absolute: Number { isNegative ? -self : self }

    /// Nil for infinities that are opposed.
    package static func + (left: Number, right: Number) -> Number? {
        if case .integer(let first, _) = left.storage, case .integer(let second, _) = right.storage {
            let (sum, overflow) = first.addingReportingOverflow(second)
            if !overflow, let number = Number(integer: sum, precision: max(left.precision, right.precision)) {
                return number
            }
        }
        return sum(left, right)
    }

    /// Nil for an infinity and itself.
    package static func - (left: Number, right: Number) -> Number? { left + -right }

    /// Nil for nothing times the infinite.
    package static func * (left: Number, right: Number) -> Number? {
        if case .integer(let first, _) = left.storage, case .integer(let second, _) = right.storage {
            let (product, overflow) = first.multipliedReportingOverflow(by: second)
            let precision = max(left.precision, right.precision)
            if !overflow, product != 0, let number = Number(integer: product, precision: precision) { return number }
        }
        return product(left, right)
    }

    /// Nil for nothing by nothing and the infinite by the infinite; infinite for anything else by nothing.
    package static func / (left: Number, right: Number) -> Number? {
        if case .integer(let first, _) = left.storage, case .integer(let second, _) = right.storage, first != 0,
            second != 0, second != -1, first % second == 0,
            let number = Number(integer: first / second, precision: max(left.precision, right.precision))
        {
            return number
        }
        return quotient(left, right)
    }

    /// What division leaves, with the sign of `left`; `left` itself when divided by nothing. Nil where one is infinite.
    ///
    /// As go-cty computes it, every step is rounded to the precision of `left`, so that for large quotients the answer is
    /// not the true remainder.
    package static func % (left: Number, right: Number) -> Number? {
        if left.isInfinite || right.isInfinite { return nil }
        if right.isZero { return left }
        if case .integer(let first, _) = left.storage, case .integer(let second, _) = right.storage,
            left.precision >= 64
        {
            return Number(integer: second == -1 ? 0 : first % second, precision: left.precision)
        }
        guard let times = (left / right)?.truncated?.rounded(to: left.precision), let first = times.binary,
            let second = right.binary
        else { return nil }
        let whole = Number(
            isNegative: (times.isNegative && !times.isZero) != right.isNegative, first * second,
            precision: left.precision)
        return (left - whole)?.rounded(to: left.precision)
    }

    /// Nil when `precision` may be too little for it.
    private init?(integer: Int, precision: Int) {
        guard precision >= 64 || integer.magnitude >> UInt(precision) == 0 else { return nil }
        self.init(.integer(integer, precision: UInt32(clamping: precision)))
    }

    private func rounded(to precision: Int) -> Number {
        guard let binary else { return self }
        return Number(isNegative: isNegative, binary, precision: precision)
    }
}

extension Number {
    private static func sum(_ left: Number, _ right: Number) -> Number? {
        guard let first = left.binary, let second = right.binary else {
            if left.isInfinite, right.isInfinite, left.isNegative != right.isNegative { return nil }
            return left.isInfinite ? left : right
        }
        let precision = max(left.precision, right.precision)
        let (larger, smaller, exponent) = Binary.aligned(first, second)
        if left.isNegative == right.isNegative {
            let sum = Binary(larger + smaller, exponent: exponent)
            return Number(isNegative: left.isNegative, sum, precision: precision)
        }
        let difference = Magnitude.distance(larger, smaller)
        let isNegative = !difference.isZero && (larger < smaller ? right : left).isNegative
        return Number(isNegative: isNegative, Binary(difference, exponent: exponent), precision: precision)
    }

    private static func product(_ left: Number, _ right: Number) -> Number? {
        let isNegative = left.isNegative != right.isNegative
        guard let first = left.binary, let second = right.binary else {
            return left.isZero || right.isZero ? nil : .infinity(isNegative: isNegative)
        }
        // 512 bits for all, and no fewer afterwards than the product needs.
        let product = (first * second).rounded(to: writtenPrecision).reduced
        let precision = max(left.precision, right.precision, product.magnitude.bitWidth)
        return Number(isNegative: isNegative, product, precision: precision)
    }

    private static func quotient(_ left: Number, _ right: Number) -> Number? {
        if left.isInfinite && right.isInfinite || left.isZero && right.isZero { return nil }
        let isNegative = left.isNegative != right.isNegative
        let precision = max(left.precision, right.precision)
        guard let first = left.binary else { return .infinity(isNegative: isNegative) }
        guard let second = right.binary else {
            return Number(isNegative: isNegative, Binary(.zero), precision: precision)
        }
        if right.isZero { return .infinity(isNegative: isNegative) }
        let (quotient, isInexact) = Binary.divide(first, by: second, width: precision + 1)
        return Number(isNegative: isNegative, quotient, isInexact: isInexact, precision: precision)
    }
}
