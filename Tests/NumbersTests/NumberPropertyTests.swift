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
        for _ in 0..<1000 {
            let exponent = Int.random(in: -3000...3000, using: &random)
            guard let large = Number("\(random.next())e\(exponent)"), let small = Number("\(random.next() | 1)"),
                let quotient = large / small
            else { continue }
            #expect(Number(quotient.description) == quotient)
            #expect(Number(quotient.formatted(.general)) == quotient)
        }
    }

    @Test func `division undoes multiplication to the last bit but one`() {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<1000 {
            let digits = (0..<Int.random(in: 1...200, using: &random)).map { _ in
                String(Int.random(in: 0...9, using: &random))
            }
            guard let left = Number(digits.joined()), let right = Number("\(random.next()).\(random.next())"),
                let back = (left * right).flatMap({ $0 / right })
            else { continue }
            let error = (back - left)?.absolute ?? 1
            let bound = (left * Number("1p-510")!) ?? 0
            #expect(error <= bound, "\(left) \(right)")
        }
    }
}
