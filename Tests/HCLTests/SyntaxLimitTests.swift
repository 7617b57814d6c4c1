import HCL
import Testing
import Values

/// Nothing that can be written may make the stack overflow: neither in reading, nor when the tree is dropped.
@Suite struct SyntaxLimitTests {
    private static func again(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    /// What nests, by what opens it, what is inside and what closes it.
    static let nests: [(String, String, String)] = [
        ("(", "1", ")"), ("[", "", "]"), ("{a=", "1", "}"), ("\"${", "1", "}\""), ("f(", "", ")"), ("!", "true", ""),
        ("-", "1", ""), ("a?b:", "c", ""), ("a?", "b", ":c"), ("[for x in ", "y", ":x]"), ("a[", "0", "]"),
        ("<<E\n${", "1", "}\nE\n"), ("{for k in ", "y", ":k=>k}"), ("\"%{ if ", "a", " }%{ endif }\""),
    ]

    @Test(arguments: nests)
    func `nesting beyond the limit is one fault`(open: String, inside: String, close: String) {
        let text = "x = " + Self.again(open, 100_000) + inside + Self.again(close, 100_000) + "\n"
        #expect(Parsed(text).faults.map(\.message) == ["nested more than 500 levels deep"])
        #expect(
            Parsed("x = " + Self.again(open, 100_000)).faults.map(\.message) == ["nested more than 500 levels deep"])
    }

    @Test(arguments: nests)
    func `nesting within the limit is understood`(open: String, inside: String, close: String) {
        let text = "x = " + Self.again(open, 240) + inside + Self.again(close, 240) + "\n"
        #expect(Parsed(text).faults == [])
    }

    @Test func `directives nest no deeper`() {
        func text(_ count: Int) -> String {
            "x = \"" + Self.again("%{ if a }", count) + Self.again("%{ endif }", count) + "\"\n"
        }
        #expect(Parsed(text(10_000)).faults.map(\.message) == ["nested more than 500 levels deep"])
        #expect(Parsed(text(240)).faults == [])
    }

    @Test func `blocks nest no deeper`() {
        #expect(Parsed(Self.again("a {\n", 100_000)).faults.map(\.message) == ["nested more than 500 levels deep"])
        #expect(Parsed(Self.again("a {\n", 490) + Self.again("}\n", 490)).faults == [])
    }

    @Test(arguments: [("1", "+1"), ("a", "&&a"), ("a", "[b]"), ("a", ".*[0]"), ("1", "+1||1")])
    func `chains grow no taller`(first: String, link: String) {
        let faults = Parsed("x = " + first + Self.again(link, 200_000) + "\n").faults
        #expect(faults.map(\.message) == ["more than 1000 operations in one expression"])
        #expect(Parsed("x = " + first + Self.again(link, 450) + "\n").faults == [])
    }

    @Test func `chains in what nests grow no taller together`() {
        let text = "x = " + Self.again("(", 400) + "1" + Self.again(Self.again("+1", 400) + ")", 400) + "\n"
        #expect(Parsed(text).faults.map(\.message) == ["more than 1000 operations in one expression"])
    }

    @Test func `what is merely long has no limit`() {
        #expect(Parsed("x = a" + Self.again(".b", 100_000) + "\n").faults == [])
        #expect(Parsed("x = \"" + Self.again("${a} b ", 100_000) + "\"\n").faults == [])
        #expect(Parsed("x = [" + Self.again("1,", 100_000) + "]\n").faults == [])
    }

    @Test(arguments: [("[", "]"), ("{\"a\":", "}")])
    func `JSON nests no deeper`(open: String, close: String) {
        let text = "{\"a\":" + Self.again(open, 100_000) + "1" + Self.again(close, 100_000) + "}"
        #expect(Parsed(json: text).faults.map(\.message) == ["nested more than 500 levels deep"])
        #expect(Parsed(json: "{\"a\":" + Self.again(open, 490) + "1" + Self.again(close, 490) + "}").faults == [])
    }

    @Test func `a template in JSON nests no deeper`() throws {
        let text = "{\"a\": \"" + Self.again("${\\\"", 100_000) + "\"}"
        let attribute = try #require(Parsed(json: text).body.attributes.first)
        guard case .jsonString(let string) = attribute.value.form else { return #expect(Bool(false)) }
        #expect(string.template.faults.map(\.message) == ["nested more than 500 levels deep"])
    }
}
