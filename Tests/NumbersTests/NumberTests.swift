import Numbers
import Testing

@Suite struct NumberTests {
    @Test func `every expression comes to what bake prints`() {
        #expect(BakeTable.rows.count == 502)
        for (expression, result) in BakeTable.rows {
            #expect(PostfixExpression.value(of: expression) ?? "nil" == result, "\(expression)")
        }
    }

    @Test func `a third has 155 decimals`() throws {
        let third = try #require(Number("1").flatMap { one in Number("3").flatMap { one / $0 } })
        #expect(third.description == "0." + String(repeating: "3", count: 153) + "35")
    }

    // Counted numbers have 64 bits in bake, Doubles 53; the more precise operand decides.
    @Test func `a result is as precise as its operands`() {
        #expect((Number(1) / Number(3))?.description == "0.33333333333333333334")
        #expect(Number(0.1).description == "0.1")
        #expect((0.1 as Number + 0.2)?.description == "0.30000000000000004")
        #expect((0.1 as Number + Number(0))?.description == "0.10000000000000000555")
    }

    @Test func `what has no answer is nil`() {
        let infinity = Number.infinity()
        #expect(Number(Double.nan) == nil)
        #expect(0 as Number / 0 == nil)
        #expect(infinity - infinity == nil)
        #expect(infinity + -infinity == nil)
        #expect(infinity * 0 == nil)
        #expect(infinity / infinity == nil)
        #expect(infinity % 5 == nil)
        #expect(5 % infinity == nil)
        #expect(infinity.truncated == nil)
        #expect((-1 as Number).logarithm(base: 10) == nil)
        #expect((-8 as Number).power(0.5) == nil)
        #expect(Number("1e400")?.power(1) == nil)
    }

    @Test(arguments: [
        ("1", "2"), ("-2", "-1"), ("-1", "0"), ("0.1", "0.2"), ("9223372036854775807", "9223372036854775808"),
        ("-9223372036854775809", "-9223372036854775808"), ("-inf", "-1e1000"), ("1e1000", "Inf"), ("1e-1000", "1"),
        ("-0.5", "0"), ("0", "1e-30000"), ("1e30", "1.0000000001e30"),
    ])
    func `numbers are ordered by value`(smaller: String, larger: String) throws {
        let (smaller, larger) = (try #require(Number(smaller)), try #require(Number(larger)))
        #expect(smaller < larger)
        #expect(!(larger < smaller))
        #expect(smaller != larger)
        #expect(-larger < -smaller)
    }

    @Test(arguments: [("1", "1.0"), ("0", "-0"), ("1e3", "1000"), ("0.5", "1p-1"), ("1e30", "10e29"), ("inf", "Inf")])
    func `equal values are one, however they are written`(first: String, second: String) {
        #expect(Number(first) == Number(second))
        #expect(Set([Number(first), Number(second)]).count == 1)
        #expect(Set([Number(0.5), Number("0.5")]).count == 1)
    }

    @Test func `only whole numbers that fit are integers`() {
        #expect(Number("9223372036854775807")?.integer == .max)
        #expect(Number("-9223372036854775808")?.integer == .min)
        #expect(Number("9223372036854775808")?.integer == nil)
        #expect(Number("1.5")?.integer == nil)
        #expect(Number("-0")?.integer == 0)
        #expect(Number("3.0")?.integer == 3)
        #expect(Number("1e30").map(\.isInteger) == true)
        #expect(Number("1e-30").map(\.isInteger) == false)
        #expect(!Number.infinity().isInteger)
        #expect((Number(Int.min) / -1)?.description == "9223372036854775808")
        #expect((-Number(Int.min)).description == "9223372036854775808")
        #expect((Number(Int.max) + 1)?.integer == nil)
    }

    @Test func `numbers of more digits than anybody can read are infinite or nothing`() throws {
        for text in ["1e39457", "1e2000000000", "1p131073"] { #expect(Number(text) == .infinity()) }
        for text in ["-1e39457", "-123456789e2000000000"] { #expect(Number(text) == .infinity(isNegative: true)) }
        for text in ["1e-39500", "1e-2000000000", "0e1000"] { #expect(Number(text) == 0) }
        #expect(Number("1e3000000000") == nil)
        let large = try #require(Number("1e39000"))
        #expect(large.description == "1" + String(repeating: "0", count: 39000))
        let small = Number("1e-39000")?.description
        #expect(small == "0." + String(repeating: "0", count: 38999) + "1")
        #expect(large * large == .infinity())
        #expect((1 / large).flatMap { $0 / large } == 0)
        #expect(Number(String(repeating: "1", count: 200_000)) == .infinity())
        #expect(Number(String(repeating: "f", count: 200_000), base: 16) == nil)
        #expect(Number("0." + String(repeating: "3", count: 200_000)) != nil)
    }

    @Test func `no number of digits asked for is too many`() {
        #expect((1 as Number / 3)?.formatted(.fixed, precision: .max).count == 1_000_002)
        #expect((1 as Number).formatted(.general, precision: .min) == "1")
    }

    @Test(arguments: [
        "0", "-1", "9223372036854775807", "-9223372036854775808", "0.1", "-0.5", "1e30", "1e-30", "123.456", "1p-512",
        "1p-600", "3p100", "1e39000", "-1e-39000", "1.0000000000000000000000000001e500", "Inf",
    ])
    func `how many digits there are at most is told without making them`(text: String) throws {
        let number = try #require(Number(text))
        #expect(number.description.count <= number.digitLimit)
        #expect(number.digitLimit < number.description.count + 200)
    }
}
