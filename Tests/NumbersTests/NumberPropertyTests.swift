import Numbers
import TestSupport
import Testing

/// Numbers against Int and Double, where those are exact.
struct NumberPropertyTests {
    @Test func `whole numbers are added, multiplied and divided as Int does`() {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<3000 {
            let left = Int.random(in: .min ... .max, using: &random) >> Int.random(in: 0..<63, using: &random)
            let right = Int.random(in: .min ... .max, using: &random) >> Int.random(in: 0..<63, using: &random)
            let (first, second) = (Number(left), Number(right))
            let (sum, product) = (left.addingReportingOverflow(right), left.multipliedReportingOverflow(by: right))
            #expect((first + second)?.integer == (sum.overflow ? nil : sum.partialValue), "\(left) \(right)")
            if !product.overflow { #expect((first * second)?.integer == product.partialValue, "\(left) \(right)") }
            if right != 0, right != -1 { #expect((first % second)?.integer == left % right, "\(left) \(right)") }
            #expect((first < second) == (left < right))
            #expect(first.description == String(left))
            #expect(first.digits(base: 16) == String(left, radix: 16))
            #expect(Number(String(left)) == first)
        }
    }

    @Test func `a Double comes back unchanged, and prints as the shortest decimal that is read back`() {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<3000 {
            let value = Double(bitPattern: random.next())
            guard let number = Number(value), value.isFinite else { continue }
            #expect(number.double.bitPattern == value.bitPattern)
            #expect(Double(number.description) == value)
            #expect(Double(number.formatted(.general)) == value)
            // Read with 512 bits, it is nearest to the same Double.
            #expect(Number(value.description)?.double == value, "\(value)")
        }
    }

    @Test func `what is printed is read back as the same number`() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<300 {
            let exponent = Int.random(in: -1000...1000, using: &random)
            guard let large = Number("\(random.next())e\(exponent)"), let small = Number("\(random.next() | 1)"),
                let quotient = large / small
            else { continue }
            #expect(Number(quotient.description) == quotient)
            #expect(Number(quotient.formatted(.general)) == quotient)
        }
    }

    @Test func `division undoes multiplication, and the remainder is what was added`() throws {
        var random = SeededGenerator(seed: 4)
        // Limbs that are nearly full or nearly empty are those where a guessed digit is wrong and a carry goes far.
        let limbs =
            ["0000000000000000", "0000000000000001", "ffffffffffffffff", "fffffffffffffffe"]
            + ["8000000000000000", "7fffffffffffffff", "2000000000000000", "0000000000000003"]
        func number(limbs count: Int) throws -> Number {
            let hex = (0..<count).map { _ in limbs.randomElement(using: &random) ?? "" }.joined()
            return try #require(Number(hex, base: 16))
        }
        for _ in 0..<2000 {
            let (quotient, divisor) = (try number(limbs: 1 + Int(random.next() % 4)), try number(limbs: 3))
            if divisor.isZero { continue }
            // A zero that is written lends the product its 512 bits, so that the sum is exact.
            guard let remainder = try number(limbs: 3) % divisor, let zero = Number("0"),
                let product = (quotient * divisor).flatMap({ $0 + zero })
            else { continue }
            #expect(product / divisor == quotient)
            #expect((product + remainder).flatMap { $0 % divisor } == remainder)
        }
    }

    @Test func `digits are read as they are written, in every base`() {
        var random = SeededGenerator(seed: 5)
        for base in 2...36 {
            let text = (0..<100).map { _ in String(Int.random(in: 1..<base, using: &random), radix: base) }.joined()
            #expect(Number(text, base: base)?.digits(base: base) == text)
            #expect(Number("-" + text.uppercased(), base: base)?.digits(base: base) == "-" + text)
        }
    }
}
