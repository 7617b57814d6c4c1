import Testing

/// What bake makes of each call, as JSON; nil where it makes nothing of it.
@Suite struct LogicFunctionsTests {
    static let calls1: [(String, String?)] = [
        ("and(true, false)", "false"),
        ("and(true, true)", "true"),
        (#"and("true", true)"#, "true"),
        ("and(1, true)", nil),
        ("and(null, true)", nil),
        ("or(false, false)", "false"),
        ("or(true, false)", "true"),
        ("not(true)", "false"),
        (#"not("false")"#, "true"),
        ("not(null)", nil),
    ]

    static let calls2: [(String, String?)] = [
        ("equal(1, 1)", "true"),
        (#"equal("1", 1)"#, "false"),
        ("equal(null, null)", "true"),
        ("equal(null, 1)", "false"),
        ("equal([1], [1])", "true"),
        ("equal({a = 1}, {a = 1})", "true"),
        (#"equal([1], split(",", "1"))"#, "false"),
        (#"equal(convert(["a"], list(string)), split(",", "a"))"#, "true"),
        (#"equal(coalesce(1, "x"), "1")"#, "true"),
        (#"equal(coalesce([1], ["a"]), ["1"])"#, "true"),
        (#"equal([true, "true"], {a = 1, b = [2]})"#, "false"),
        ("equal([], {a = 1})", "false"),
        (#"equal([1, "a"], setunion(["a"]))"#, "false"),
        (#"equal([1, "a"], [1, "a"])"#, "true"),
        ("equal([1], [])", "false"),
        ("equal([1, 2, 3], [], null)", nil),
        (#"equal(coalesce(zipmap(["a"], range(1))), 1)"#, "false"),
        ("equal(1, setunion([1], [2]))", "false"),
        ("equal(1, true)", "false"),
        (#"equal(1, {a = "x"}, zipmap(["a"], range(1)))"#, nil),
        (#"equal(equal(["a"], 1), [[1], [2]])"#, "false"),
        (#"equal(equal(range(2), [1, "a"]), setunion([1], [2]))"#, "false"),
        (#"equal(equal(0.5, zipmap(["a"], range(1))), {a = "x"})"#, "false"),
        ("equal({}, [null])", "false"),
        (#"equal({}, "a")"#, "false"),
        ("equal({a = 1, b = [2]}, [{a = 1}, {a = 2}])", "false"),
        (#"equal({a = 1}, zipmap(["a"], range(1)))"#, "false"),
        ("equal({a = 1, b = [2]})", nil),
        ("equal(-1)", nil),
        ("equal(true, {a = 1})", "false"),
        (#"equal(true, [1, "a"])"#, "false"),
        (#"equal(true, zipmap(["a"], range(1)))"#, "false"),
        ("equal(true)", nil),
        (#"equal(0.5, zipmap(["a"], range(1)))"#, "false"),
        ("equal(0.5, [[1], [2]])", "false"),
        (#"equal("1", ["a"])"#, "false"),
        (#"equal("a", {})"#, "false"),
        (#"equal("1", setunion(["a"]))"#, "false"),
        (#"equal("a", [1])"#, "false"),
        (#"equal("1", [1], ["a"])"#, nil),
        ("notequal(1, 2)", "true"),
        (#"notequal("a", "a")"#, "false"),
    ]

    static let calls3: [(String, String?)] = [
        (#"coalesce(null, "a", "b")"#, #""a""#),
        (#"coalesce("", "b")"#, #""""#),
        ("coalesce(null, null)", nil),
        ("coalesce()", nil),
        (#"coalesce(null, 1, "x")"#, #""1""#),
        (#"coalesce(1, "x")"#, #""1""#),
        (#"coalesce([1], ["a"])"#, #"["1"]"#),
        (#"coalesce(true, "x")"#, #""true""#),
        (#"coalesce([], "x")"#, nil),
        ("coalesce(1)", "1"),
        (#"coalesce(1, "a")"#, #""1""#),
    ]

    static let calls: [(String, String?)] = Array([calls1, calls2, calls3].joined())

    @Test(arguments: calls)
    func `truth come out as in bake`(call: String, expected: String?) {
        #expect(FunctionCall(call).json == expected)
    }
}
