import HCL
import Testing
import Values

/// What is said of files that are written wrong, and where.
@Suite struct SyntaxFaultTests {
    @Test(arguments: [
        // Strings
        ("a = 'x'\n", [#"single quotes do not make a string @ "'" 1:5"#]),
        ("a = “x”\n", [#"curly quotes do not make a string @ "“" 1:5"#]),
        ("a = \"x\nb = 1\n", [#"the string does not end in its line @ "" 1:7"#]),
        (#"a = "\d""# + "\n", [#"unknown escape \d @ "\\d" 1:6"#]),
        (
            #"a = "\u12 \U0011""# + "\n",
            [#"incomplete escape \u12 @ "\\u12" 1:6"#, #"incomplete escape \U0011 @ "\\U0011" 1:11"#]
        ),
        (#"a = "\ud800""# + "\n", [#"U+D800 is no character @ "\\ud800" 1:6"#]),
        // Where the file breaks off
        (#"a = "\"#, [#"unknown escape \ @ "\\" 1:6"#, #"the string does not end in its line @ "" 1:7"#]),
        (#"a = "\u"#, [#"incomplete escape \u @ "\\u" 1:6"#, #"the string does not end in its line @ "" 1:8"#]),
        (#"a = "$"#, [#"the string does not end in its line @ "" 1:7"#]),
        (#"a = "${"#, [#"expected a value, found the end of the file @ "" 1:8"#]),
        (#"a = "${b""# + "\n", [#"expected `}` to end `${`, found a string @ "\"" 1:9"#]),
        (#"a = "%{ fi }""# + "\n", [#"unknown directive "fi" @ "fi" 1:9"#]),
        (#"a = "%{ if b }""# + "\n", [#"expected `%{ endif }` before the text ends @ "" 1:16"#]),
        (#"a = "%{ endif }""# + "\n", [#"unexpected `%{ endif }` @ "%{ endif }" 1:6"#]),
        (#"a = "%{ for x in y }%{ else }%{ endfor }""# + "\n", [#"unexpected `%{ else }` @ "%{ else }" 1:21"#]),
        ("a = <<EOT\nx\n", [#"the text does not end: no line holds EOT alone @ "<<EOT\n" 1:5"#]),
        ("a = <<EOT\nx\nEOT", [#"the text does not end: no line holds EOT alone @ "<<EOT\n" 1:5"#]),
        (
            "a = <<EOT \nx y\nEOT\nb = c.\n",
            [
                #"expected a word and a line break after `<<` @ "<<" 1:5"#,
                #"expected a name after the dot, found the end of the line @ "" 4:7"#,
            ]
        ),
        // Characters
        ("a = b & c\n", [#"there is no operator `&` @ "&" 1:7"#]),
        ("a = @\n", [#"unexpected character `@` @ "@" 1:5"#]),
        ("a\u{A0}= 1\n", ["unexpected character U+00A0 @ \"\u{A0}\" 1:2"]),
        ("a = 1;\n", [#"`;` ends nothing here @ ";" 1:6"#]),
        ("a = 1\n/* b\n", [#"the comment does not end @ "/*" 2:1"#]),
        ("a = 1.2.3\nb = 0x10\n", [#"1.2.3 is no number @ "1.2.3" 1:5"#, #"0x10 is no number @ "0x10" 2:5"#]),
        // Brackets
        ("a = [1, 2\nb = 3\n", [#"expected `]` to end the list, found `b` @ "b" 2:1"#]),
        ("a = [1,\nb = 3\n", [#"expected `]` to end the list, found `b` @ "b" 2:1"#]),
        ("a = [1, 2)\n", [#"expected `]` to end the list, found `)` @ ")" 1:10"#]),
        (
            "a = [\"b\"\n\"c\" \"d\"]\n",
            [
                #"expected `,` between the elements of a list @ "" 1:9"#,
                #"expected `,` between the elements of a list @ "" 2:4"#,
            ]
        ),
        ("a = f(1 2)\n", [#"expected `,` between the arguments @ "" 1:8"#]),
        ("a = { b = 1 c = 2 }\n", [#"expected `,` between the elements of an object @ "" 1:12"#]),
        ("a = { b 1 }\n", [#"expected `=` after the key @ "" 1:8"#]),
        ("a = { b.c = 1 }\n", [#"`b.c` as a key could be a name or a value @ "b.c" 1:7"#]),
        ("a {\n  b = 1\n", [#"expected `}` to end the block "a", found the end of the file @ "" 3:1"#]),
        ("a = 1\n}\n", [#"`}` closes nothing @ "}" 2:1"#]),
        ("a = (1\n", [#"expected `)` to end the parenthesis, found the end of the file @ "" 2:1"#]),
        // Expressions
        ("a =\nb = 1\n", [#"expected a value, found the end of the line @ "" 1:4"#]),
        (
            "a = 1 +\n  2\nb = ]\n",
            [#"expected a value, found the end of the line @ "" 1:8"#, #"expected a value, found `]` @ "]" 3:5"#]
        ),
        ("a = b.0.1\n", [#"`.0.1` reads as a fraction @ "0.1" 1:7"#]),
        ("a = b.*.*\n", [#"unexpected second `*` @ "*" 1:9"#]),
        ("a = [for x y : z]\n", [#"expected `in`, found `y` @ "y" 1:12"#]),
        ("a = {for x in y : x}\n", [#"`for` between braces needs a key @ "x" 1:19"#]),
        (
            "a = [for x in y : x => x...]\n",
            [
                #"`for` between brackets has no key @ "x" 1:19"#,
                #"`...` after the value groups under keys, and a list has none @ "..." 1:25"#,
            ]
        ),
        // Bodies
        ("a = 1 b = 2\n", [#"expected a line break after the attribute @ "b" 1:7"#]),
        ("a = 1,\n", [#"unexpected `,` after an attribute @ "," 1:6"#]),
        ("a = 1\na = 2\n", [#""a" is set twice @ "a" 2:1"#]),
        ("a\nb\n", [#"expected `=` after "a" @ "" 1:2"#, #"expected `=` after "b" @ "" 2:2"#]),
        ("\"a\" = 1\n", [#"the name of an attribute has no quotes @ "\"a\"" 1:1"#]),
        ("a \"b\" = {\n}\n", [#"unexpected `=` in the block "a" @ "=" 1:7"#]),
        (
            "a\n{\n}\n",
            [#"expected `=` after "a" @ "" 1:2"#, #"expected an attribute or a block, found `{` @ "{" 2:1"#]
        ),
        ("a \"b\"\n{\n}\n", [#"`{` must stand in the line in which the block "a" begins @ "{" 2:1"#]),
        ("a \"${b}\" {}\n", [#"a label is plain text @ "${" 1:4"#]),
        ("a { b = 1, c = 2 }\n", [#"a block on one line holds one attribute @ "," 1:10"#]),
        ("a {\n b = 1 }\n", [#"expected a line break before `}` @ "}" 2:8"#]),
        ("{\"a\": 1}\n", [#"expected an attribute or a block, found `{` @ "{" 1:1"#]),
    ])
    func `faults of the native syntax`(text: String, expected: [String]) {
        #expect(Parsed(text).faults.map(\.told) == expected)
    }

    @Test(arguments: [
        (
            "{\"a\": [1,], \"b\": 2,}",
            [#"unexpected `,` before `]` @ "," 1:9"#, #"unexpected `,` before `}` @ "," 1:19"#]
        ),
        ("{\"a\": 1 \"b\": 2}", [#"expected `,` between the elements of an object @ "" 1:8"#]),
        ("{\"a\" = 1}", [#"expected `:`, found `=` @ "=" 1:6"#]),
        ("{a: 1}", [#"expected a name in double quotes @ "a" 1:2"#]),
        ("{'a': 1}", [#"single quotes do not make a string @ "'" 1:2"#]),
        ("{\"a\": True}", [#"unknown word True @ "True" 1:7"#]),
        ("{\"a\": 01}", [#"01 is no number @ "01" 1:7"#]), ("{\"a\": 1.}", [#"1. is no number @ "1." 1:7"#]),
        ("{\"a\": \"\\x\"}", [#"unknown escape \x @ "\\x" 1:8"#]),
        ("{\"a\": \"\\u12\"}", [#"incomplete escape \u12 @ "\\u12" 1:8"#]),
        ("{\"a\": \"b\tc\"}", [#"unexpected U+0009 in a string @ "\t" 1:9"#]),
        ("{\"a\": \"b\n\"}", [#"expected `"` to end the string, found the end of the line @ "" 1:9"#]),
        ("// x\n{\"a\": 1}", [#"JSON has no comments @ "//" 1:1"#]),
        ("{} {}", [#"expected the end of the file @ "{" 1:4"#]),
        ("[{}]", [#"a bake file in JSON is an object @ "[{}]" 1:1"#]),
        ("", [#"expected a value, found the end of the file @ "" 1:1"#]),
        ("\u{FEFF}{}", ["expected a value, found U+FEFF @ \"\u{FEFF}\" 1:1"]),
        ("{\"a\": [1", [#"expected `]` to end the array, found the end of the file @ "" 1:9"#]),
        ("{\"a\": {\"b\": 1]}", [#"expected `}` to end the object, found `]` @ "]" 1:14"#]),
    ])
    func `faults of JSON`(text: String, expected: [String]) {
        #expect(Parsed(json: text).faults.map(\.told) == expected)
    }

    @Test func `bytes that are not UTF-8 are faults, but in comments`() {
        let bytes = Array("a = \"x".utf8) + [0xFF] + Array("\"\n# ".utf8) + [0xFF] + Array("\nb = 1\n".utf8)
        let parsed = Parsed(native: SourceFile(name: "bake.hcl", bytes: bytes))
        #expect(parsed.faults.map(\.message) == ["the text is not UTF-8"])
        #expect(parsed.faults.first?.range?.offsets == 6..<7)
        #expect(parsed.body.rendered == "a=FAULTY b=1")
    }

    @Test func `what is missing is shown where it is missing, with what it belongs to and what to do`() throws {
        let fault = try #require(Parsed("a = \"x ${b\"\n").faults.first)
        #expect(fault.message.hasPrefix("expected `}`"))
        #expect(fault.notes.map(\.message) == ["`${` begins here"])
        #expect(fault.notes.first?.range?.text == "${")
        #expect(fault.hint == "to write `${` as it is, double it: $${")
    }

    @Test func `a brace that is missing is looked for by indentation`() throws {
        let fault = try #require(Parsed("a {\n  b = 1\n\nc {\n  d = 1\n}\n").faults.first)
        #expect(
            fault.notes.map { "\($0.message) \($0.range.map { "\($0)" } ?? "")" } == [
                "the block begins here bake.hcl:1:3", "by its indentation this no longer belongs to it bake.hcl:4:1",
            ])
    }

    @Test func `what surrounds a fault is still understood`() {
        let text = """
            a = 1
            b {
              c = [1, $]
              d = {
                e = (2
              }
              f "g" = {
                h = 1
              }
              i = 3
            }
            j = 4

            """
        let parsed = Parsed(text)
        #expect(parsed.body.rendered == "a=1 j=4 b {c=FAULTY d=FAULTY i=3}")
        #expect(parsed.faults.map { $0.range?.start.line } == [3, 6, 7])
    }

    @Test func `a file that is no bake file does not have a fault in every line`() {
        #expect(Parsed(String(repeating: "a = 'b'\n", count: 1000)).faults.count == 20)
    }
}
