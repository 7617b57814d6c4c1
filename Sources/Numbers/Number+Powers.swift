extension Number {
    /// This to the power of `exponent`, as Doubles; nil where that is no real number, or one of the two is finite and too
    /// large for a Double.
    package func power(_ exponent: Number) -> Number? {
        guard let base = representable, let exponent = exponent.representable else { return nil }
        return Number(Powers.power(base, exponent))
    }

    /// The logarithm in `base`, as Doubles; nil where that is no real number, or one of the two is finite and too large for
    /// a Double.
    package func logarithm(base: Number) -> Number? {
        guard let value = representable, let base = base.representable else { return nil }
        return Number(Powers.logarithm(value) / Powers.logarithm(base))
    }

    private var representable: Double? {
        let value = double
        return value.isInfinite && !isInfinite ? nil : value
    }
}
