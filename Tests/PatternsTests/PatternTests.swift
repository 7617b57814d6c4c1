import Testing

@testable import Patterns

@Suite struct PatternTests {
    /// Pattern, text, what all matches are, and their groups (`-` when unset).
    @Test(
        arguments: [
            ("a+", "baaac", ["aaa"]),
            ("(a)|(b)", "ab", ["a a -", "b - b"]),
            // An empty match does not follow another match directly.
            ("a*", "baac", ["", "aa", ""]),
            ("a*?", "aa", ["", "", ""]),
            ("", "äb", ["", "", ""]),
            ("x*", "", [""]),
            ("()", "a", [" ", " "]),
            ("^", "a\nb", [""]),
            ("(?m)^", "a\nb", ["", ""]),
            ("$", "a\n", [""]),
            ("(?i)STRASSE", "strasse", ["strasse"]),
            ("(?s).", "\n", ["\n"]),
            (".", "\nä", ["ä"]),
            ("(?U)a+", "aa", ["a", "a"]),
            ("\\bb", "ab b", ["b"]),
            ("\\Q(?<x>[\\E", "(?<x>[", ["(?<x>["]),
            ("[(?<x>]+", "(?<x>", ["(?<x>"]),
            ("[]a]+", "]a", ["]a"]),
            ("[[:alpha:]\\p{Greek}]+", "aβ1", ["aβ"]),
            ("\\p{greek}\\P{letter}\\p{^L}", "β12", ["β12"]),
            ("\\p{Old Italic}|\\p{lu}", "A", ["A"]),
            ("\\p{ASCII}+[^\\p{ascii}]", "abä", ["abä"]),
            ("a\u{301}", "ba\u{301}", ["a\u{301}"]),
            ("\\x{e4}\\344", "ää", ["ää"]),
            ("a{2,3}", "aaaaa", ["aaa", "aa"]),
            ("a{,2}", "a{,2}", ["a{,2}"]),
            ("(a|ab)(c|bcd)(d*)", "abcd", ["abcd a bcd "]),
        ])
    func `all matches are found as Go finds them`(pattern: String, text: String, expected: [String]) throws {
        let bytes = Array(text.utf8)
        let found = try Pattern(pattern).allMatches(in: text).map { match in
            ([match.range] + match.groups).map { $0.map { String(decoding: bytes[$0], as: UTF8.self) } ?? "-" }
                .joined(separator: " ")
        }
        #expect(found == expected)
    }

    @Test(arguments: ["(?<year>[0-9]+)(-)?", "(?P<year>[0-9]+)(-)?"])
    func `groups have the names of both forms`(text: String) throws {
        let pattern = try Pattern(text)
        #expect(pattern.groupNames == ["year", nil])
        #expect(try pattern.firstMatch(in: "in 1999") == Match(range: 3..<7, groups: [3..<7, nil]))
        #expect(try pattern.firstMatch(in: "never") == nil)
    }

    /// What neither Go nor this understands, and what is said of it.
    @Test(
        arguments: [
            ("(", "a \")\" is missing: ("),
            (")", "there is a \")\" too many: )"),
            ("a**", "what is repeated cannot be repeated again: **"),
            ("*", "there is nothing to repeat: *"),
            ("[", "a \"]\" is missing: ["),
            ("[b-a]", "there is no such range or class of characters: b-a"),
            ("\\", "nothing follows the \"\\\" at the end"),
            ("\\y", "there is no such escape: \\y"),
            ("\\1", "there is no such escape: \\1"),
            ("\\C", "there is no such escape: \\C"),
            ("\\p{Klingon}", "there is no such range or class of characters: \\p{Klingon}"),
            ("(?=a)", "there is no such kind of group: (?="),
            ("(?<=a)", "there is no such kind of group: (?<"),
            ("(?<a b>c)", "a group cannot have this name: a b"),
            ("(?P<é>c)", "a group cannot have this name: é"),
            ("(?<a", "a group cannot have this name: a"),
            ("(?<>c)", "a group cannot have this name"),
            ("a{1001}", "it cannot be repeated that often: {1001}"),
            ("((a{1000}){1000})", "it cannot be repeated that often: {1000}"),
        ])
    func `a pattern that is none says where and why`(text: String, message: String) {
        let fault = #expect(throws: PatternFault.self) { try Pattern(text) }
        #expect(fault?.description == message)
    }

    @Test func `nesting has an end`() {
        let depth = 100_000
        #expect(throws: PatternFault.tooLarge) {
            _ = try Pattern(String(repeating: "(", count: depth) + String(repeating: ")", count: depth))
        }
    }

    @Test func `a text too long for its pattern is refused`() throws {
        let pattern = try Pattern("(?:(?:[a-z]?){100}){10}$")
        #expect(throws: PatternFault.tooSlow) {
            try pattern.firstMatch(in: String(repeating: "a", count: 32 << 20))
        }
    }
}
