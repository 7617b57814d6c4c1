/// Decimal digits with a point: 0.d₁d₂d₃… times ten to the power of `point`.
struct Decimal {
    /// Without zeros before and after what counts; none for zero.
    private(set) var digits: [UInt8]
    private(set) var point: Int

    init(_ digits: [UInt8], point: Int) {
        let leading = digits.prefix { $0 == 0 }.count
        self.digits = Array(digits.dropFirst(leading))
        self.point = point - leading
        trim()
    }

    /// Zero beyond the last.
    func digit(_ index: Int) -> UInt8 { digits.indices.contains(index) ? digits[index] : 0 }

    /// Keeps `count` digits of which the last is the nearest; of two the even one.
    mutating func round(to count: Int) {
        guard count < digits.count else { return }
        guard count >= 0 else { return clear() }
        let rest = digits[count...]
        let isHalf = rest.first == 5 && rest.count == 1
        let isUp = isHalf ? count > 0 && digits[count - 1] % 2 == 1 : digits[count] >= 5
        cut(to: count, roundingUp: isUp)
    }

    mutating func cut(to count: Int, roundingUp isUp: Bool) {
        digits.removeLast(digits.count - count)
        if isUp {
            while digits.last == 9 { digits.removeLast() }
            if digits.isEmpty {
                digits = [1]
                point += 1
            } else {
                digits[digits.count - 1] += 1
            }
        }
        trim()
    }

    private mutating func trim() {
        while digits.last == 0 { digits.removeLast() }
        if digits.isEmpty { point = 0 }
    }

    private mutating func clear() {
        digits = []
        point = 0
    }
}

extension Decimal {
    /// The value with all digits that it has; or, where there are very many of them, at least `count`.
    init(_ binary: Binary, digits count: Int?) {
        let (values, scale) = Self.scaled([binary.magnitude], exponent: binary.exponent, digits: count)
        let digits = values[0].digits(base: 10)
        self.init(digits, point: digits.count + scale)
    }

    /// The fewest digits that are nearer to the value than to any other that has `precision` bits.
    init(shortest binary: Binary, precision: Int) {
        if binary.magnitude.isZero {
            self.init([], point: 0)
            return
        }
        let binary = binary.reduced
        // One bit more than it has, so that the last counts half of what sets neighbours apart.
        let shift = precision + 1 - binary.magnitude.bitWidth
        let middle = binary.magnitude << shift
        let one = Magnitude(1 as UInt64)
        let (values, scale) = Self.scaled(
            [Magnitude.distance(middle, one), middle, middle + one], exponent: binary.exponent - shift,
            digits: precision / 3 + 8)
        let digits = values.map { $0.digits(base: 10) }
        let count = digits[2].count
        let aligned = digits.map { [UInt8](repeating: 0, count: count - $0.count) + $0 }
        // What lies just between two is read as the one whose last bit is 0.
        let isInclusive = !middle.bit(1)
        self = Self.shortest(
            between: aligned[0], aligned[1], aligned[2], isInclusive: isInclusive, point: count + scale)
    }

    /// Magnitudes times a power of two, as whole numbers times ten to the power of `scale`. Exact unless `count` digits are
    /// enough and all would be far more; then the first `count` are right.
    private static func scaled(
        _ magnitudes: [Magnitude], exponent: Int, digits count: Int?
    ) -> (values: [Magnitude], scale: Int) {
        let isExact = abs(exponent) <= 4096 || count.map { $0 > 2000 } ?? true
        if isExact, exponent >= 0 { return (magnitudes.map { $0 << exponent }, 0) }
        if isExact {
            let power = Binary.powerOfFive(-exponent, width: .max).magnitude
            return (magnitudes.map { $0 * power }, exponent)
        }
        let width = magnitudes.map(\.bitWidth).max() ?? 0
        // As many digits as asked for stand before the point when this many are taken away; a bit is 0.30103 of one.
        let scale = (width + exponent) * 30_103 / 100_000 - (count ?? 0) - 2
        let precision = width + (count ?? 0) * 4 + 128
        let power = Binary.powerOfFive(abs(scale), width: precision)
        return (magnitudes.map { Self.scale(Binary($0, exponent: exponent), scale, power, precision) }, scale)
    }

    /// The whole part of `value` by ten to the power of `scale`, with the power of five given.
    private static func scale(_ value: Binary, _ scale: Int, _ power: Binary, _ precision: Int) -> Magnitude {
        let scaled = scale < 0 ? value * power : Binary.divide(value, by: power, width: precision).quotient
        let exponent = scaled.exponent - scale
        return exponent < 0 ? scaled.magnitude >> -exponent : scaled.magnitude << exponent
    }

    /// Goes along the digits until a cut, down or up, is nearer to the value than to both bounds.
    private static func shortest(
        between lower: [UInt8], _ middle: [UInt8], _ upper: [UInt8], isInclusive: Bool, point: Int
    ) -> Decimal {
        var decimal = Decimal(middle, point: point)
        let leading = point - decimal.point
        var isAboveLower = false
        // How many units of the digit at hand the upper bound is above.
        var room = 0
        for index in middle.indices {
            isAboveLower = isAboveLower || middle[index] > lower[index]
            room = min(2, room * 10 + Int(upper[index]) - Int(middle[index]))
            guard index >= leading else { continue }
            let isDown = isAboveLower || isInclusive && lower[(index + 1)...].allSatisfy { $0 == 0 }
            let isUp = room > 1 || room == 1 && (isInclusive || upper[(index + 1)...].contains { $0 != 0 })
            guard isDown || isUp else { continue }
            let count = index - leading + 1
            guard count < decimal.digits.count else { break }
            if isDown && isUp {
                decimal.round(to: count)
            } else {
                decimal.cut(to: count, roundingUp: isUp)
            }
            break
        }
        return decimal
    }
}
