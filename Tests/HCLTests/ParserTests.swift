import HCL
import Testing
import Values

/// What the native syntax is read as.
@Suite struct ParserTests {
    private static func read(_ expression: String) -> String {
        let parsed = Parsed("x = \(expression)\n")
        guard parsed.faults.isEmpty, case .native(let attributes, _) = parsed.body else {
            return "faults: \(parsed.faults.map(\.told).joined(separator: "; "))"
        }
        return attributes[0].value.rendered
    }

    @Test(arguments: [
        // Literals
        ("12", "12"), ("1.5", "1.5"), ("1e3", "1000"), ("1E+3", "1000"), ("true", "true"), ("null", "null"),
        (#""a""#, #""a""#), (#""""#, #""""#),
        // Names and steps
        ("a", "a"), ("a-b", "a-b"), ("_a1", "_a1"), ("größe", "größe"), ("a.b.c", "a.b.c"), ("a.0.b", "a[0].b"),
        (#"a["k"].b[0]"#, #"a["k"].b[0]"#), ("a[b]", "(index a b)"), ("a[b].c", "(steps (index a b) .c)"),
        ("a[-1]", "(index a (- 1))"), ("a[(1)]", "(index a (1))"), ("a[\n1\n]", "a[1]"),
        ("(a).b", "(steps (a) .b)"), ("f().b", "(steps (call f) .b)"), (#"{a=1}["a"]"#, #"(steps {"a"=1} ["a"])"#),
        // Splats: what belongs to each
        ("a[*]", "(splat a _)"), ("a.*", "(splat a _)"), ("a[*].b[0]", "(splat a (steps _ .b[0]))"),
        ("a.*.b[0]", "(steps (splat a (steps _ .b)) [0])"), ("a.*.b.0", "(splat a (steps _ .b[0]))"),
        ("a[*].b[*].c", "(splat a (splat (steps _ .b) (steps _ .c)))"), ("a.b[*][c]", "(splat a.b (index _ c))"),
        // Operators
        ("1+2*3", "(+ 1 (* 2 3))"), ("1*2+3", "(+ (* 1 2) 3)"), ("1-2-3", "(- (- 1 2) 3)"),
        ("a||b&&c==d<e+f*g", "(|| a (&& b (== c (< d (+ e (* f g))))))"), ("a%b/c", "(/ (% a b) c)"),
        ("!a==b", "(== (! a) b)"), ("-a.b", "(- a.b)"), ("--1", "(- (- 1))"), ("a!=b", "(!= a b)"),
        ("a>=b", "(>= a b)"), ("a ? b : c ? d : e", "(? a b (? c d e))"), ("a ? b ? 1 : 2 : 3", "(? a (? b 1 2) 3)"),
        ("(1+2)*3", "(* ((+ 1 2)) 3)"), ("(1\n+\n2)", "((+ 1 2))"),
        // Tuples and objects
        ("[]", "[]"), ("[1, 2,]", "[1 2]"), ("[\n1,\n2\n]", "[1 2]"), ("{}", "{}"), ("{a=1,b:2}", #"{"a"=1 "b"=2}"#),
        ("{\n\n a = 1\n\n b = 2, c = 3,\n}", #"{"a"=1 "b"=2 "c"=3}"#), (#"{"a b"=1}"#, #"{"a b"=1}"#),
        ("{(a)=1}", "{(a)=1}"), ("{true=1,null=2}", #"{"true"=1 "null"=2}"#), ("{1=2}", "{1=2}"),
        (#"{"${a}"=1}"#, "{(wrapped a)=1}"), ("{a=1, for=2}", #"{"a"=1 "for"=2}"#), ("{f(a)=1}", "{(call f a)=1}"),
        // Comprehensions
        ("[for x in y : x]", "(for x y x)"), ("[for k, v in y : k if v]", "(for k,v y k if v)"),
        ("{for x in y : x => 1}", "(for x y x=> 1)"), ("{for k, v in y : v => k...}", "(for k,v y v=> k...)"),
        ("{\nfor k,\nv in y\n: v =>\nk... if\ntrue\n}", "(for k,v y v=> k... if true)"),
        // Calls
        ("f()", "(call f)"), ("f(1, a,)", "(call f 1 a)"), ("f(\n1\n,\n2\n)", "(call f 1 2)"),
        ("f(a...)", "(call f a...)"), ("a::b(1)", "(call a::b 1)"),
        // Comments
        ("1 # x", "1"), ("1 // x", "1"), ("/* \n */ 1 /* x */", "1"), ("[1, # x\n2]", "[1 2]"),
    ])
    func `expressions`(text: String, expected: String) {
        #expect(Self.read(text) == expected)
    }

    @Test(arguments: [
        (#""a\n\r\t\"\\b""#, #""a\n\r\t\"\\b""#), (#""\u00e9\U0001F600""#, #""é😀""#),
        // Composed: one scalar each
        (#""e\u0301" == "\u00e9""#, #"(== "é" "é")"#),
        ("\"a\tb\"", #""a\tb""#),
        // Doubled signs, and signs that begin nothing
        (#""$${x} %%{y}""#, #""${x} %{y}""#), (#""$$${x}""#, #""$${x}""#), (#""$$$${x}""#, #""$$${x}""#),
        (#""$ % a$ 100%""#, #""$ % a$ 100%""#), (#""%$${x}""#, #""%${x}""#), (#""$\"q""#, #""$\"q""#),
        // Filled in
        (#""${a}""#, "(wrapped a)"), (#""a${b}c""#, #"(template "a" b "c")"#), (#""${a}${b}""#, "(template a b)"),
        (#""${"${a}"}""#, "(wrapped (wrapped a))"), (#""${ {a=1}.a }""#, #"(wrapped (steps {"a"=1} .a))"#),
        ("\"${\na\n+\nb\n}\"", "(wrapped (+ a b))"), (#""$${${a}""#, #"(template "${" a)"#),
        // Trimmed
        (#""a ${~ b ~} c""#, #"(template "a" b "c")"#), (#"" ${~ b}""#, #"(template "" b)"#),
        (#""a $ ${~ b}""#, #"(template "a $" b)"#), (#""${~ b ~}""#, "(wrapped b)"),
        // Directives
        (#""%{ if a }b%{ endif }""#, #"(template (? a "b" ""))"#),
        (#""x%{ if a ~} b %{~ else ~} c %{~ endif }""#, #"(template "x" (? a "b" "c"))"#),
        (#""%{ for x in y }${x},%{ endfor }""#, #"(template (joined x y (template x ",")))"#),
        (#""%{ for k, v in y }%{ if v }1%{ endif }%{ endfor }""#,
            #"(template (joined k,v y (template (? v "1" ""))))"#),
        (#""%{ if a }%{ else }%{ endif }""#, #"(template (? a "" ""))"#),
    ])
    func `strings`(text: String, expected: String) {
        #expect(Self.read(text) == expected)
    }

    @Test(arguments: [
        ("<<E\na\n  b\nE", #""a\n  b\n""#), ("<<E\nE", #""""#), ("<<E\n\\n \"q\"\nE", #""\\n \"q\"\n""#),
        ("<<E\na\n  E  ", #""a\n""#), ("<<E\nE x\n xE\nE", #""E x\n xE\n""#), ("<<E\r\na\r\nE\r", #""a\r\n""#),
        ("<<E\n${a}\nE", #"(template a "\n")"#), ("<<E\n${a}E\nE", #"(template a "E\n")"#),
        ("<<E\n$${a}\n5$\nE", #""${a}\n5$\n""#), ("<<E\n${<<F\nx\nF\n}\nE", #"(template "x\n" "\n")"#),
        // Indented
        ("<<-E\n   a\n  b\n\n \n    c\n  E", #"" a\nb\n\n \n  c\n""#), ("<<-E\n  a\n\tb\nE", #"" a\nb\n""#),
        ("<<-E\n  ${a}\n    b\nE", #"(template "" a "\n  b\n")"#), ("<<-E\n${a}\n  b\nE", #"(template a "\n  b\n")"#),
        // A line whose break `~` took is not measured
        ("<<-E\n  %{ if a ~}\n    b\n  %{ endif ~}\nE", #"(template "" (? a "    b\n" "") "")"#),
        ("<<E\n  ${~ a ~}\n  b\nE", #"(template "" a "  b\n")"#),
    ])
    func `texts of several lines`(text: String, expected: String) {
        #expect(Self.read(text) == expected)
    }

    @Test(arguments: [
        ("", ""), ("\u{FEFF}a = 1", "a=1"), ("a = 1\r\nb = 2\r\n", "a=1 b=2"), ("a = 1 # x\n# y\n\n/* z */ b = 2", "a=1 b=2"),
        ("a {}", "a {}"), ("a { b = 1 }", "a {b=1}"), ("a \"x\" y {\n b = 1\n c {}\n}", #"a "x" "y" {b=1 c {}}"#),
        ("a \"x\\n$${y}\" {}\n", #"a "x\n${y}" {}"#), ("a { b = {\n c = 1\n} }", #"a {b={"c"=1}}"#),
        ("a { # x\n}\na {\n}\n", "a {} a {}"), ("for = 1\nif = 2", "for=1 if=2"),
    ])
    func `bodies`(text: String, expected: String) {
        let parsed = Parsed(text)
        #expect(parsed.faults.map(\.told) == [])
        #expect(parsed.body.rendered == expected)
    }
}
