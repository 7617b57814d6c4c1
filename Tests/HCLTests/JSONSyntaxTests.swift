import HCL
import Testing
import Values

/// What JSON is read as, and its strings where they stand for something else.
@Suite struct JSONSyntaxTests {
    @Test(arguments: [
        ("{}", "{}"), (#"{"a": 1, "b": [true, false, null]}"#, #"{json:"a"=1 json:"b"=[true false null]}"#),
        (#"{"a": {"a": 1, "a": -2.5e1}}"#, #"{json:"a"={json:"a"=1 json:"a"=-25}}"#),
        (#"{"a": "x\n\"\\\/\u00e9\ud83d\ude00"}"#, #"{json:"a"=json:"x\n\"\\/é😀"}"#),
        // Half of a pair
        (#"{"a": "\ud800x\ude00"}"#, "{json:\"a\"=json:\"\u{FFFD}x\u{FFFD}\"}"),
        (" \t\r\n{\"a\"\n:\n1\n}\n ", #"{json:"a"=1}"#),
    ])
    func `values`(text: String, expected: String) {
        let parsed = Parsed(json: text)
        #expect(parsed.faults.map(\.told) == [])
        #expect(parsed.body.rendered == expected)
    }

    private static func string(_ written: String) -> JSONString? {
        guard let value = Parsed(json: "{\"a\": \"\(written)\"}").body.attributes.first?.value,
            case .jsonString(let string) = value.form
        else { return nil }
        return string
    }

    @Test(arguments: [
        ("plain", #""plain""#), ("", #""""#), ("${a}", "(wrapped a)"), ("a ${b} c", #"(template "a " b " c")"#),
        ("$${a}", #""${a}""#), (#"${f(\"x\")}"#, #"(wrapped (call f "x"))"#),
        (#"a\n${~ b ~}\n c"#, #"(template "a" b " c")"#),
        (#"%{ if a }\n1\n%{ endif }"#, #"(template (? a "\n1\n" ""))"#), (#"\\n${a}"#, #"(template "\\n" a)"#),
        (#"${<<E\nx\nE\n}"#, #"(wrapped "x\n")"#), ("{a}", #""{a}""#), (#"e\u0301"#, "\"\u{E9}\""),
        (#"\"${a}\""#, #"(template "\"" a "\"")"#), ("a $", #""a $""#),
    ])
    func `a string as a template`(written: String, expected: String) {
        #expect(Self.string(written)?.template.expression.rendered == expected)
    }

    @Test(arguments: [
        ("string", "string"), ("list(string)", "(call list string)"), ("a.b[0]", "a.b[0]"),
        (#"object({\"a\": string})"#, #"(call object {"a"=string})"#), (#"\n1 +\n2\n"#, "(+ 1 2)"),
        (#"{a = string\nb = number}"#, #"{"a"=string "b"=number}"#),
    ])
    func `a string as an expression`(written: String, expected: String) {
        #expect(Self.string(written)?.syntax.expression.rendered == expected)
    }

    /// Though the text that is read has no escapes, and is shorter.
    @Test(arguments: [
        ("a ${b.} c", "expected a name after the dot, found `}` @ \"}\" 1:14"),
        (#"\n\"\u00e9\" ${f(\"x\" 1)}"#, "expected `,` between the arguments @ \"\" 1:30"),
        ("${", "expected a value, found the end of the text @ \"\" 1:10"),
        (#"\n\n${'x'}"#, "single quotes do not make a string @ \"'\" 1:14"),
    ])
    func `faults in a template are shown where they are in the file`(written: String, expected: String) {
        #expect(Self.string(written)?.template.faults.map(\.told) == [expected])
    }

    @Test func `expressions in a template have their places in the file`() throws {
        let string = try #require(Self.string(#"\n\"\u00e9\" ${abc} x"#))
        guard case .template(let parts) = string.template.expression.form else { return #expect(Bool(false)) }
        #expect(parts.map(\.range.text) == [#"\n\"\u00e9\" "#, "abc", " x"])
    }

    @Test func `names, lists and calls are told in both syntaxes`() {
        func value(_ parsed: Parsed) -> Expression? { parsed.body.attributes.first?.value }
        for value in [value(Parsed("x = any")), value(Parsed(json: #"{"x": "any"}"#))] {
            #expect(value?.keyword == "any")
            #expect(value?.call?.name == nil)
            #expect(value?.elements?.count == nil)
        }
        for value in [value(Parsed("x = list(any)")), value(Parsed(json: #"{"x": "list(any)"}"#))] {
            #expect(value?.keyword == nil)
            #expect(value?.call?.name == "list")
            #expect(value?.call?.arguments.map(\.keyword) == ["any"])
        }
        for value in [value(Parsed("x = [a, b.c]")), value(Parsed(json: #"{"x": ["a", "b.c"]}"#))] {
            #expect(value?.elements?.map(\.keyword) == ["a", nil])
        }
        for value in [value(Parsed("x = {a = b}")), value(Parsed(json: #"{"x": {"a": "b"}}"#))] {
            #expect(value?.pairs?.map(\.value.keyword) == ["b"])
        }
    }
}
