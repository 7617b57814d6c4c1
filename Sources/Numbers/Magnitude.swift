/// A whole number that is not below zero, of any size.
struct Magnitude: Hashable, Sendable {
    /// The least significant first; none for zero, and the last is never zero.
    var limbs: [UInt64]

    init(limbs: [UInt64]) {
        self.limbs = limbs
        trim()
    }

    init(_ value: some FixedWidthInteger & UnsignedInteger) {
        self.init(limbs: [UInt64(value)])
    }

    static let zero = Magnitude(limbs: [])

    var isZero: Bool { limbs.isEmpty }

    var isOdd: Bool { limbs.first.map { $0 & 1 == 1 } ?? false }

    var bitWidth: Int {
        guard let top = limbs.last else { return 0 }
        return limbs.count * 64 - top.leadingZeroBitCount
    }

    var trailingZeroBitCount: Int {
        guard let first = limbs.firstIndex(where: { $0 != 0 }) else { return 0 }
        return first * 64 + limbs[first].trailingZeroBitCount
    }

    /// The value where it takes 64 bits at most.
    var small: UInt64? { limbs.count > 1 ? nil : limbs.first ?? 0 }

    /// Whether the bit that counts 2 to the power of `index` is set.
    func bit(_ index: Int) -> Bool {
        let limb = index >> 6
        return limb < limbs.count && limbs[limb] >> UInt64(index & 63) & 1 == 1
    }

    mutating func trim() {
        while limbs.last == 0 { limbs.removeLast() }
    }
}

extension Magnitude: Comparable {
    static func < (left: Magnitude, right: Magnitude) -> Bool {
        guard left.limbs.count == right.limbs.count else { return left.limbs.count < right.limbs.count }
        for index in left.limbs.indices.reversed() where left.limbs[index] != right.limbs[index] {
            return left.limbs[index] < right.limbs[index]
        }
        return false
    }
}

extension Magnitude {
    static func << (value: Magnitude, count: Int) -> Magnitude {
        if value.isZero || count == 0 { return value }
        let bits = UInt64(count & 63)
        var limbs = [UInt64](repeating: 0, count: count >> 6)
        limbs.reserveCapacity(limbs.count + value.limbs.count + 1)
        var carry: UInt64 = 0
        for limb in value.limbs {
            limbs.append(limb << bits | carry)
            carry = bits == 0 ? 0 : limb >> (64 - bits)
        }
        limbs.append(carry)
        return Magnitude(limbs: limbs)
    }

    static func >> (value: Magnitude, count: Int) -> Magnitude {
        let skipped = count >> 6
        let bits = UInt64(count & 63)
        guard skipped < value.limbs.count else { return .zero }
        if count == 0 { return value }
        var limbs = Array(value.limbs[skipped...])
        if bits > 0 {
            for index in limbs.indices {
                let above = index + 1 < limbs.count ? limbs[index + 1] << (64 - bits) : 0
                limbs[index] = limbs[index] >> bits | above
            }
        }
        return Magnitude(limbs: limbs)
    }
}
