extension Number {
    /// Without what follows the point; nil when it is infinite.
    package var truncated: Number? {
        if isInfinite { return nil }
        guard case .other(let finite) = storage, finite.binary.exponent < 0 else { return self }
        let whole = finite.binary.magnitude >> -finite.binary.exponent
        // A zero has no sign here, and a number that was cut gets the precision of one that was counted.
        return Number(
            isNegative: finite.isNegative && !whole.isZero, Binary(whole), precision: max(64, whole.bitWidth))
    }

    /// The largest whole number that is not above. What is infinite remains so.
    package var floor: Number { isNegative ? awayFromZero : towardsZero }

    /// The smallest whole number that is not below. What is infinite remains so.
    package var ceiling: Number { isNegative ? towardsZero : awayFromZero }

    private var towardsZero: Number { toInteger(addingOne: false) }
    private var awayFromZero: Number { toInteger(addingOne: true) }

    private func toInteger(addingOne: Bool) -> Number {
        if isZero { return absolute }
        guard case .other(let finite) = storage, finite.binary.exponent < 0 else { return self }
        var whole = finite.binary.magnitude >> -finite.binary.exponent
        if addingOne { whole = whole + Magnitude(1 as UInt64) }
        return Number(
            isNegative: finite.isNegative && !whole.isZero, Binary(whole), precision: Int(finite.precision))
    }
}
