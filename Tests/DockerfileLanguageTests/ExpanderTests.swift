import DockerfileLanguage
import Testing
import Values

@Suite struct ExpanderTests {
    private static let variables: Variables = {
        var variables = Variables()
        for (name, value) in [
            ("A", "alpha"), ("EMPTY", ""), ("PATH", "/bin:/usr/bin:/sbin"), ("TWO", "x y"), ("STAR", "a*c"),
            ("SETé", "unicode"), ("LINES", "a\nb\nc"), ("é日", "wide"), ("V", "日本語"),
        ] {
            variables.set(name, to: value)
        }
        return variables
    }()

    @Test(
        arguments: [
            // Plain variables: names go on over letters and digits of any script; a number ends after its digits
            ("$A", "alpha"), ("${A}", "alpha"), ("$A$A", "alphaalpha"), ("$A.b", "alpha.b"), ("$Ab", ""), ("$A_b", ""),
            ("a$", "a$"), ("$ A", "$ A"), ("$.", "$."), ("${SETé}", "unicode"), ("$SETé", "unicode"), ("$é日", "wide"),
            ("$1a", "a"), ("$12a", "a"), ("a$UNSET-b", "a-b"), ("${UNSET}", ""), ("$EMPTY", ""),
            ("$EMPTY.$A", ".alpha"),
            // Parameters of a shell: which have no value
            ("$$", ""), ("$$A", "A"), ("$?", ""), ("$#", ""), ("$@", ""), ("$*", ""), ("$!", ""), ("$-", ""),
            ("$0", ""),
            ("${?}", ""), ("${@}", ""),
            // Values and words: a colon refuses empty values as well
            ("${A:-w}", "alpha"), ("${EMPTY:-w}", "w"), ("${EMPTY-w}", ""), ("${UNSET-w}", "w"), ("${UNSET:-}", ""),
            ("${A:+w}", "w"), ("${EMPTY:+w}", ""), ("${EMPTY+w}", "w"), ("${UNSET+w}", ""), ("${A:?w}", "alpha"),
            ("${EMPTY?w}", ""), ("${UNSET:-$A}", "alpha"), ("${UNSET:-${NO:-${A}}}", "alpha"), ("${UNSET:-a b}", "a b"),
            ("${UNSET:-'a}'}", "a}"), (#"${UNSET:-"$A}"}"#, "alpha}"), (#"${UNSET:-\}}"#, "}"),
            (#""${UNSET:-"a b"}""#, "a b"), ("${A:+${EMPTY:-x}}", "x"),
            // Quotes and escapes: single ones keep all, double ones expand, and an escape is one only where it is needed
            ("'$A'", "$A"), (#""$A""#, "alpha"), (#"'a"b'"#, #"a"b"#), (#""a'b""#, "a'b"), (#"a'b'c"d""#, "abcd"),
            ("''", ""), (#""""#, ""), (#"\$A"#, "$A"), (#"\\$A"#, #"\alpha"#), (#"\'"#, "'"), (#"\a"#, "a"),
            (#""\a""#, #"\a"#), (#""\$A""#, "$A"), (#""\"""#, #"""#), (#""\\""#, #"\"#), (#"'\'"#, #"\"#),
            (#"a\"#, "a"),
            (#"a\é"#, "aé"), (#""a b""#, "a b"), (#"a\ b"#, "a b"),
            // Ends of values: doubled signs take as much as they can
            ("${PATH#*:}", "/usr/bin:/sbin"), ("${PATH##*:}", "/sbin"), ("${PATH%:*}", "/bin:/usr/bin"),
            ("${PATH%%:*}", "/bin"), ("${PATH#/bin}", ":/usr/bin:/sbin"), ("${PATH%sbin}", "/bin:/usr/bin:/"),
            ("${PATH#x}", "/bin:/usr/bin:/sbin"), ("${A#?}", "lpha"), ("${A%??}", "alp"), ("${A#*}", "alpha"),
            ("${A##*}", ""), ("${STAR#a\\*}", "c"), (#"${STAR%\*c}"#, "a"), ("${STAR#a*}", "*c"), ("${V%?}", "日本"),
            ("${V#?本}", "語"), ("${LINES#*}", "a\nb\nc"), ("${LINES##*}", "\nb\nc"), ("${LINES%?}", "a\nb\n"),
            ("${LINES%%b*}", "a\nb\nc"), ("${UNSET#a}", ""), ("${A#$A}", ""), ("${A#'al'}", "pha"),
            (#"${A%"ha"}"#, "alp"),
            // Places in values: one slash for the first, two for all
            ("${A/a/b}", "blpha"), ("${A//a/b}", "blphb"), ("${A/a*h/-}", "-a"), ("${A//?/-}", "-----"),
            ("${A//l?/-}", "a-ha"), (#"${PATH//\//-}"#, "-bin:-usr-bin:-sbin"), ("${PATH/:/ }", "/bin /usr/bin:/sbin"),
            ("${A/x/y}", "alpha"), ("${A/a/}", "lpha"), ("${A///-}", "-a-l-p-h-a-"), ("${A//*/-}", "-"),
            ("${V//本/x}", "日x語"), (#"${STAR/\*/-}"#, "a-c"), ("${LINES//*/-}", "-\n-\n-"), ("${A/$A/b}", "b"),
            ("${A/a/$TWO}", "x ylpha"), (#"${A/ph/\}}"#, #"al\}a"#), ("${PATH//:*/-}", "/bin-"),
        ] as [(String, String)])
    func `a word becomes what BuildKit makes of it`(word: String, expected: String) throws {
        #expect(try Expander().expand(word, Self.variables).text == expected)
    }

    @Test(arguments: [
        ("${A", #"the substitution "${A" has no closing brace"#),
        ("x${", #"the substitution "${" has no closing brace"#),
        ("${A:-${B}", #"the substitution "${A:-${B}" has no closing brace"#),
        (#"${A#\"#, ##"the substitution "${A#\" has no closing brace"##),
        ("${}", #""${}" lacks the name of a variable"#),
        ("${{A}}", #""${{A}}" lacks the name of a variable"#),
        ("${A^}", #"unsupported modifier "^" in the substitution of "A""#),
        ("${A:=b}", #"unsupported modifier ":=" in the substitution of "A""#),
        ("${A:#b}", ##"unsupported modifier ":#" in the substitution of "A""##),
        ("${A b}", #"unsupported modifier " " in the substitution of "A""#),
        ("'a", "a single quote is never closed"),
        ("\"a", "a double quote is never closed"),
        ("${A:-'a}", "a single quote is never closed"),
        ("${A/b}", #"the substitution "${A/b}" lacks the slash and what comes in place of the pattern"#),
        (#"${A#\b}"#, #"invalid escape "\b" in the pattern "\b""#),
        (#"${A//\b/c}"#, #"invalid escape "\b" in the pattern "\b""#),
        ("${UNSET?}", "UNSET: is not allowed to be unset"),
        ("${UNSET:?}", "UNSET: is not allowed to be unset"),
        ("${EMPTY:?}", "EMPTY: is not allowed to be empty"),
        ("${UNSET:?no $A}", "UNSET: no alpha"),
    ])
    func `what cannot be expanded is told`(word: String, message: String) {
        #expect {
            try Expander().expand(word, Self.variables)
        } throws: {
            "\($0)" == message
        }
    }

    @Test(arguments: [
        ("${A^}", "known modifiers are :- - :+ + :? ? # ## % %% / and //"),
        ("${A:=b}", "a build cannot set a variable in passing: use ${A:-…}, or set it with ARG or ENV"),
        ("${#A}", "the length of a value cannot be had"),
        ("${!A}", "the variable that another one names cannot be had"),
        ("${A:0:3}", "a value cannot be cut by place: use ${A#pattern} and ${A%pattern}"),
        ("${UNSET?}", "set UNSET with ARG, ENV or --build-arg"),
    ])
    func `a fault says what to try`(word: String, hint: String) {
        let fault = #expect(throws: ExpansionFault.self) { try Expander().expand(word, Self.variables) }
        #expect(fault?.hint == hint)
    }

    @Test(
        arguments: [
            ("$A $B", ["A"], ["B"]),
            ("\\$A '$A'", [], []),
            ("$$ ${B:-$A}", ["A"], ["$", "B"]),
            // What is not used was asked for all the same.
            ("${A:-$B}", ["A"], ["B"]),
            ("${EMPTY}", ["EMPTY"], []),
        ] as [(String, Set<ExactText>, Set<ExactText>)])
    func `the variables that were asked for are known`(
        word: String, matched: Set<ExactText>, unmatched: Set<ExactText>
    ) throws {
        let result = try Expander().expand(word, Self.variables)
        #expect(result.matched == matched)
        #expect(result.unmatched == unmatched)
    }

    @Test(arguments: [
        ("$A", ["alpha"]), ("$TWO", ["x", "y"]), ("\"$TWO\"", ["x y"]), ("a$TWO", ["ax", "y"]), ("", []), ("''", []),
        ("a ''b", ["a", "b"]), (#"a\ b c"#, ["a b", "c"]), ("$LINES", ["a", "b", "c"]), ("a\u{a0}b", ["a", "b"]),
        // Blanks after << are part of the word.
        ("<< EOF x", ["<< EOF", "x"]),
        // What stands before a word in a substitution is not lost.
        ("80${UNSET:-80}", ["8080"]),
        ("${UNSET:-a b}", ["a", "b"]),
    ])
    func `blanks divide words unless they are quoted`(word: String, expected: [String]) throws {
        #expect(try Expander().words(word, Self.variables) == expected)
    }

    @Test(arguments: [
        ("\"$A\" 'b'", "\"alpha\" 'b'"), (#"\$A \\ \a"#, #"$A \ a"#), ("it's $A", "it's alpha"),
        ("${UNSET:-'x'}", "'x'"),
    ])
    func `in a heredoc quotes are text`(text: String, expected: String) throws {
        var expander = Expander()
        expander.removesQuotes = false
        #expect(try expander.expand(text, Self.variables).text == expected)
    }

    @Test(arguments: [
        ("$A $UNSET", "alpha $UNSET"), ("'$A' \"$A\"", "'$A' \"alpha\""), ("${UNSET:-$A}", "${UNSET:-alpha}"),
        ("${UNSET%$A}", "${UNSET%alpha}"), ("${UNSET//a/b}", "${UNSET//a/b}"), ("${UNSET:=a}", "${UNSET:=a}"),
        ("$$", "$$"),
    ])
    func `in names of steps quotes stay, and variables without a value`(word: String, expected: String) throws {
        var expander = Expander()
        expander.keepsQuotes = true
        expander.keepsUnset = true
        #expect(try expander.expand(word, Self.variables).text == expected)
    }

    @Test(arguments: [
        ("`$A", "$A"), (#"\$A"#, #"\alpha"#), (#"C:\dir"#, #"C:\dir"#), ("\"`\"`a\"", "\"`a"),
        (#"${STAR#a\*}"#, "c"),
    ])
    func `a backquote can be the escape`(word: String, expected: String) throws {
        #expect(try Expander(escape: UInt8(ascii: "`")).expand(word, Self.variables).text == expected)
    }

    @Test func `escapes can be kept for who reads the text next`() throws {
        var expander = Expander()
        expander.keepsEscapes = true
        expander.keepsQuotes = true
        #expect(try expander.words(#"a\ b "c\"d" <<'E F'"#, Self.variables) == [#"a\ b"#, #""c\"d""#, "<<'E F'"])
    }

    @Test func `a dollar sign in what is put in is text`() throws {
        var variables = Variables()
        variables.set("PRICE", to: "$0")
        variables.set("A", to: "aba")
        #expect(try Expander().expand("${A//b/$PRICE}", variables).text == "a$0a")
    }

    @Test func `variables that hold each other many times are refused`() throws {
        var variables = Variables()
        variables.set("A0", to: "0123456789")
        #expect(throws: ExpansionFault.tooLong(limit: 16 << 20)) {
            for level in 1...10 {
                let word = String(repeating: "$A\(level - 1)", count: 10)
                variables.set("A\(level)", to: try Expander().expand(word, variables).text)
            }
        }
    }

    @Test func `a replacement that comes often is refused`() throws {
        var variables = Variables()
        variables.set("A", to: String(repeating: "a", count: 10_000))
        #expect(throws: ExpansionFault.tooLong(limit: 16 << 20)) {
            try Expander().expand("${A//a/$A}", variables)
        }
    }

    @Test func `how much work a word is can be told, and is limited`() throws {
        var variables = Variables()
        variables.set("A", to: String(repeating: "a", count: 10_000))
        #expect(try Expander().expand("$A", variables).effort == 10_000)
        #expect(try Expander().expand("${A%%b*}", variables).effort > 20_000)
        variables.set("A", to: String(repeating: "a", count: 1 << 20))
        #expect(throws: ExpansionFault.laborious(variable: "A")) {
            try Expander().expand(String(repeating: "${A##*}", count: 20), variables)
        }
    }

    @Test func `substitutions within substitutions are as deep as anybody writes them, and no deeper`() throws {
        let word = { (depth: Int) in String(repeating: "${A:-", count: depth) + String(repeating: "}", count: depth) }
        #expect(try Expander().expand(word(100), Variables()).text.isEmpty)
        #expect(throws: ExpansionFault.tooDeep(limit: 100)) { try Expander().expand(word(101), Variables()) }
        #expect(throws: ExpansionFault.tooDeep(limit: 100)) {
            try Expander().expand(String(repeating: "${A:-", count: 100_000), Variables())
        }
    }

    @Test func `bytes that are no text stay what they are`() throws {
        let word = String(keepingBytes: [0x61, 0xff, 0x24, 0x41])
        var variables = Variables()
        variables.set("A", to: String(keepingBytes: [0xfe]))
        #expect(try Expander().expand(word, variables).text.keptBytes == [0x61, 0xff, 0xfe])
        #expect(try Expander().expand("${A%?}", variables).text.isEmpty)
    }
}
