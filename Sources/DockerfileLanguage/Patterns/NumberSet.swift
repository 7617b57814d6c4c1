/// Small numbers, none twice. Below 64 it takes no memory of its own.
struct NumberSet: Equatable, Sendable {
    private var low: UInt64 = 0
    private var high: [UInt64] = []

    /// For numbers below `count`.
    init(below count: Int) {
        if count > 64 { high = Array(repeating: 0, count: (count - 1) / 64) }
    }

    var isEmpty: Bool { low == 0 && high.allSatisfy { $0 == 0 } }

    @inline(__always)
    func contains(_ number: Int) -> Bool {
        if number < 64 { return low >> UInt64(number) & 1 != 0 }
        let word = number / 64 - 1
        return word < high.count && high[word] >> UInt64(number % 64) & 1 != 0
    }

    @inline(__always)
    mutating func insert(_ number: Int) {
        if number < 64 {
            low |= 1 << UInt64(number)
        } else {
            high[number / 64 - 1] |= 1 << UInt64(number % 64)
        }
    }

    mutating func formUnion(_ other: NumberSet) {
        low |= other.low
        for word in other.high.indices { high[word] |= other.high[word] }
    }

    mutating func removeAll() {
        low = 0
        for word in high.indices { high[word] = 0 }
    }

    /// Goes through them from the lowest up.
    @inline(__always)
    func forEach(_ body: (Int) -> Void) {
        Self.forEach(in: low, from: 0, body)
        for word in high.indices { Self.forEach(in: high[word], from: (word + 1) * 64, body) }
    }

    @inline(__always)
    private static func forEach(in word: UInt64, from first: Int, _ body: (Int) -> Void) {
        var rest = word
        while rest != 0 {
            body(first + rest.trailingZeroBitCount)
            rest &= rest - 1
        }
    }
}
