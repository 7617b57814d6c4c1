import Testing

/// What bake makes of each call, as JSON; nil where it makes nothing of it.
@Suite struct PatternFunctionsTests {
    static let calls1: [(String, String?)] = [
        (#"regex("[a-z]+", "53453453.345345aaabbbccc23454")"#, #""aaabbbccc""#),
        (#"regex("(\\d\\d\\d\\d)-(\\d\\d)-(\\d\\d)", "2019-02-01")"#, #"["2019","02","01"]"#),
        (#"regex("(?P<year>\\d+)-(?<month>\\d+)", "2019-02")"#, #"{"month":"02","year":"2019"}"#),
        (#"regex("(a)?(b)", "b")"#, #"[null,"b"]"#),
        (#"regex("(?P<a>a)?(?P<b>b)", "b")"#, #"{"a":null,"b":"b"}"#),
        (#"regex("(?P<a>a)(b)", "ab")"#, nil),
        (#"regex("x", "abc")"#, nil),
        (#"regex("(", "abc")"#, nil),
        (#"regex("", "abc")"#, #""""#),
        (#"regex("(?i)ABC", "xabc")"#, #""abc""#),
        (#"regex("[", "a")"#, nil),
        (#"regex("\\C", "a")"#, nil),
        (#"regex("(?:a)(?:b)", "ab")"#, #""ab""#),
        (#"regex("a{2,1}", "aa")"#, nil),
        (#"regex("(?<a>x)(?<a>y)", "xy")"#, #"{"a":"y"}"#),
        (#"regex("\\p{Greek}+", "abγδ")"#, #""γδ""#),
        (#"regex("\\p{letter}+", "12ab")"#, #""ab""#),
        (#"regex("\\x{10FFFF}", "a")"#, nil),
        (#"regex("^$", "")"#, #""""#),
        (#"regex(null, "a")"#, nil),
        (#"regex("(?=a)", "a")"#, nil),
        (#"regex("(?s:.)", "ab")"#, #""a""#),
        (#"regex("(a)|(b)", "foo bar foo")"#, #"[null,"b"]"#),
        (#"regex("(?P<n>.)(?P<m>.)?", "Kſs")"#, #"{"m":"ſ","n":"K"}"#),
        (#"regex("(|a)*", "xxxxxx")"#, #"[""]"#),
        (#"regex("(a*)+", "aaa")"#, #"["aaa"]"#),
        (#"regex("a{1", "")"#, nil),
        (#"regexall("[a-z]+", "12ab3cd")"#, #"["ab","cd"]"#),
        (#"regexall("x", "abc")"#, "[]"),
        (#"regexall("(a)(b)?", "abaab")"#, #"[["a","b"],["a",null],["a","b"]]"#),
        (#"regexall("(?P<x>\\d)", "12")"#, #"[{"x":"1"},{"x":"2"}]"#),
        (#"regexall("", "äb")"#, #"["","",""]"#),
        (#"regexall("a*", "baac")"#, #"["","aa",""]"#),
        (#"regexall("(?P<a>a)(b)", "ab")"#, nil),
        (#"regexall("(a|ab)(c|bcd)(d*)", "abcd")"#, #"[["a","bcd",""]]"#),
        (#"regexall("(?m)^.", "ab\ncd")"#, #"["a","c"]"#),
        (#"regexall("\\b", "ab cd")"#, #"["","","",""]"#),
        (#"regexall("(?:)", "ABC abc")"#, #"["","","","","","","",""]"#),
        (#"regexall("(?<n>a)", "a.b")"#, #"[{"n":"a"}]"#),
        (#"regexall("\\07", "a1b22c333")"#, "[]"),
        (#"regexall("\\p{^Lu}", "a")"#, #"["a"]"#),
        (#"regexall("\\bfoo\\b", "äöü éa")"#, "[]"),
        (#"regexall("(?P=n)", "ABC abc")"#, nil),
    ]

    static let calls2: [(String, String?)] = [
        (#"regex_replace("hello", "l+", "L")"#, #""heLo""#),
        (#"regex_replace("hello", "(l)(o)", "$2$1")"#, #""helol""#),
        (#"regex_replace("hello", "(?P<x>l+)", "<${x}>")"#, nil),
        (#"regex_replace("hello", "(?P<x>l+)", "<$x>")"#, #""he\u003cll\u003eo""#),
        (#"regex_replace("hello", "(l)", "$1x")"#, #""heo""#),
        (#"regex_replace("hello", "(l)", "${1}x")"#, #""he1x1xo""#),
        (#"regex_replace("hello", "x*", "-")"#, #""-h-e-l-l-o-""#),
        (#"regex_replace("hello", "(", "-")"#, nil),
        (#"regex_replace("hello", "l", "$$")"#, #""he$$o""#),
        (#"regex_replace("hello", "l", "$")"#, #""he$$o""#),
        (#"regex_replace("hello", "l", "\\0")"#, #""he\\0\\0o""#),
        (#"regex_replace("äöü", "", "-")"#, #""-ä-ö-ü-""#),
        (#"regex_replace("aaa", "^a", "b")"#, #""baa""#),
        (#"regex_replace("aabbc", "\\p{Lu}", "$n")"#, #""aabbc""#),
        (#"regex_replace("a", "[\\p{L}\\d]+", "\\1")"#, #""\\1""#),
        (#"regex_replace("aaa", "\\pL", "$1x")"#, #""""#),
        (#"regex_replace("ab", "(?P<n>.)(?P<m>.)?", "$1")"#, #""a""#),
        (#"regex_replace("äöü éa", "(?s:.)", "$n")"#, #""""#),
        (#"regex_replace("äöü éa", "(?'n'a)", "$")"#, nil),
        (#"equal(regexall("a", "a"), split(",", "a"))"#, "true"),
        (#"equal(regex("(a)", "a"), ["a"])"#, "true"),
        (#"equal(regex("(?P<x>a)", "a"), {x = "a"})"#, "true"),
        (#"equal(regexall("(a)", "a"), convert([["a"]], list(tuple([string]))))"#, "true"),
    ]

    static let calls: [(String, String?)] = Array([calls1, calls2].joined())

    @Test(arguments: calls)
    func `patterns come out as in bake`(call: String, expected: String?) {
        #expect(FunctionCall(call).json == expected)
    }
}
