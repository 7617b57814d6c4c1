extension Number {
    /// The value without its sign; nil when it is infinite.
    var binary: Binary? {
        switch storage {
        case .integer(let value, _): Binary(Magnitude(value.magnitude))
        case .other(let finite): finite.binary
        case .negativeZero: Binary(.zero)
        case .infinite: nil
        }
    }

    var precision: Int {
        switch storage {
        case .integer(_, let precision), .negativeZero(let precision): Int(precision)
        case .other(let finite): Int(finite.precision)
        case .infinite: Self.writtenPrecision
        }
    }

    /// Whether there is a minus before it: also before a zero.
    package var isNegative: Bool {
        switch storage {
        case .integer(let value, _): value < 0
        case .other(let finite): finite.isNegative
        case .negativeZero: true
        case .infinite(let isNegative): isNegative
        }
    }

    package var isZero: Bool { integer == 0 }

    package var isInfinite: Bool {
        if case .infinite = storage { return true }
        return false
    }

    /// Whether nothing follows the point. An infinite number is no integer.
    package var isInteger: Bool {
        switch storage {
        case .integer, .negativeZero: true
        case .other(let finite): finite.binary.exponent >= 0
        case .infinite: false
        }
    }

    /// The whole number this is; nil when it is none, or does not fit.
    package var integer: Int? {
        switch storage {
        case .integer(let value, _): value
        case .negativeZero: 0
        case .other, .infinite: nil
        }
    }

    /// No fewer than its decimal has digits, told without making them.
    package var digitLimit: Int {
        switch storage {
        case .integer, .negativeZero, .infinite: 20
        case .other(let finite):
            // A bit is 0.30103 of a digit. What is large ends in zeros, what is small begins with them.
            (abs(finite.binary.top) + finite.significantBits) * 30_103 / 100_000 + 20
        }
    }

    /// -1, 0 or 1.
    package var sign: Int { isZero ? 0 : isNegative ? -1 : 1 }

    /// The nearest Double, which is infinite where the number is too large for one.
    package var double: Double {
        switch storage {
        case .integer(let value, _): return Double(value)
        case .negativeZero: return -0.0
        case .infinite(let isNegative): return isNegative ? -.infinity : .infinity
        case .other(let finite):
            // What is too small for all its bits has fewer of them.
            let width = min(53, finite.binary.top + 1074)
            guard width >= 0 else { return finite.isNegative ? -0.0 : 0 }
            let rounded = width == 0 ? finite.binary.roundedToOneBit : finite.binary.rounded(to: width)
            let exact = Double(rounded.magnitude.small ?? 0)
            let value = Double(sign: .plus, exponent: rounded.exponent, significand: exact)
            return finite.isNegative ? -value : value
        }
    }
}

extension Binary {
    /// For a value from 2^-1075 up to 2^-1074: the smallest Double, or nothing when it is just the half of that.
    fileprivate var roundedToOneBit: Binary {
        reduced.magnitude.small == 1 ? Binary(.zero) : Binary(Magnitude(1 as UInt64), exponent: -1074)
    }
}

extension Number: Hashable {
    package static func == (left: Number, right: Number) -> Bool {
        switch (left.storage, right.storage) {
        case (.other(let left), .other(let right)):
            left.isNegative == right.isNegative && left.binary == right.binary
        case (.infinite(let left), .infinite(let right)): left == right
        default: left.integer != nil && left.integer == right.integer
        }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(isNegative && !isZero)
        hasher.combine(integer)
        if case .other(let finite) = storage { hasher.combine(finite.binary) }
    }
}

extension Number: Comparable {
    package static func < (left: Number, right: Number) -> Bool {
        if let left = left.integer, let right = right.integer { return left < right }
        guard left.sign == right.sign else { return left.sign < right.sign }
        return left.isNegative ? right.isCloserToZero(than: left) : left.isCloserToZero(than: right)
    }

    private func isCloserToZero(than other: Number) -> Bool {
        guard let binary else { return false }
        guard let other = other.binary else { return true }
        return binary < other
    }
}

extension Number.Finite {
    /// Bits that are as much as the digits that count: no more than tell it from its neighbours.
    fileprivate var significantBits: Int {
        min(Int(precision), binary.magnitude.bitWidth + max(0, -binary.exponent) * 7 / 3)
    }
}
