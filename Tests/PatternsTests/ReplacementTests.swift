import Testing

@testable import Patterns

@Suite struct ReplacementTests {
    @Test(
        arguments: [
            ("a(b)c", "xabcx", "[$1]", "x[b]x"),
            ("(?P<first>a)", "a", "<$first><${first}>", "<a><a>"),
            ("(?<first>a)", "a", "${first}x", "ax"),
            // The name goes as far as it can, and there is no group 1x.
            ("(a)", "a", "$1x", ""),
            ("(a)", "a", "${1}x", "ax"),
            ("a", "a", "$0$0", "aa"),
            ("a", "a", "$$1", "$1"),
            ("a", "a", "$", "$"),
            ("a", "a", "${", "${"),
            ("a", "a", "${1", "${1"),
            ("a", "a", "$-", "$-"),
            ("(a)", "a", "$2", ""),
            ("(a)", "a", "$01", ""),
            ("(a)|b", "b", "<$1>", "<>"),
            // Of several groups of a name the first that took part.
            ("(?<x>a)|(?<x>b)", "ab", "<$x>", "<a><b>"),
            ("", "äb", "-", "-ä-b-"),
            ("a*", "baac", "x", "xbxcx"),
            ("b*", "a", "$0-", "-a-"),
        ])
    func `groups stand in the template as in Go`(pattern: String, text: String, template: String, expected: String)
        throws
    {
        #expect(try Pattern(pattern).replacingMatches(in: text, with: template, limit: 100) == expected)
    }

    @Test func `a result beyond the limit is not made`() throws {
        let pattern = try Pattern("a")
        #expect(throws: PatternFault.tooLong) {
            try pattern.replacingMatches(in: String(repeating: "a", count: 100), with: "0123456789", limit: 999)
        }
        #expect(try pattern.replacingMatches(in: "aa", with: "12345", limit: 10) == "1234512345")
    }
}
