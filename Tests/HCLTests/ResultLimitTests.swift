import Testing

@testable import HCL

/// Small files that ask for much.
@Suite struct ResultLimitTests {
    /// With a string of a million blanks, and a list of a thousand.
    private static func spelled(_ call: String) -> String {
        call.replacing("LETTERS", with: #"format("%1000000s", "")"#).replacing("THOUSAND", with: "range(1000)")
    }

    @Test(
        arguments: [
            #"format("%99999999999s", "x")"#,
            #"format("%99999999d", 1)"#,
            #"format("%.99999999d", 1)"#,
            #"format("%.99999999f", 1)"#,
            #"formatlist("%1000000s", THOUSAND)"#,
            #"setproduct(THOUSAND, THOUSAND, THOUSAND, THOUSAND)"#,
            #"setproduct(THOUSAND, THOUSAND, THOUSAND, THOUSAND, THOUSAND, THOUSAND, THOUSAND, THOUSAND)"#,
            #"replace(LETTERS, " ", "0123456789012345678901234567890123456789012345678901234567890123456789")"#,
            #"replace(LETTERS, "", LETTERS)"#,
            #"regex_replace(LETTERS, "", LETTERS)"#,
            #"indent(99999999999, "a\nb")"#,
            #"indent(1000000, join("\n", THOUSAND))"#,
            #"join(LETTERS, THOUSAND)"#,
            "regexall(\"\(String(repeating: "(", count: 100)) *\(String(repeating: ")", count: 100))\", LETTERS)",
        ])
    func `what would be too large is refused before it is made`(call: String) {
        let faults = FunctionCall(Self.spelled(call)).faults
        #expect(faults.count == 1)
        #expect(faults.first?.contains("too large") == true || faults.first?.contains("too long") == true, "\(faults)")
    }

    @Test func `an empty factor makes an empty product, however large the others`() {
        let call = #"setproduct(THOUSAND, THOUSAND, THOUSAND, THOUSAND, THOUSAND, THOUSAND, THOUSAND, [])"#
        #expect(FunctionCall(Self.spelled(call)).json == "[]")
    }

    @Test func `a pattern that would take the square of a long text gives up`() {
        let faults = FunctionCall(Self.spelled(#"regexall("(?:[a-z]?[0-9]?){1000}x", LETTERS)"#)).faults
        #expect(faults.first?.contains("takes too long") == true, "\(faults)")
    }

    @Test func `hashes that are slow on purpose are made only so often`() {
        let effort = HashEffort()
        #expect((0..<8).allSatisfy { _ in effort.spend(onCost: 16) })
        #expect(!effort.spend(onCost: 4))
    }

    @Test(arguments: [1000, 100_000])
    func `nesting has an end`(depth: Int) {
        let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect(FunctionCall("jsondecode(\"\(text)\")").faults.first?.contains("deep") == true)
    }
}
