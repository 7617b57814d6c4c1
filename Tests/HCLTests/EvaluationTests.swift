import HCL
import Numbers
import Testing
import Values

@Suite struct EvaluationTests {
    /// Each of these is what bake prints for it, put into jsonencode().
    @Test(arguments: [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("-5 + 3", "-2"),
        (#"- "5""#, "-5"),
        (#""3" + "4""#, "7"),
        (#""3" * 2"#, "6"),
        ("10 / 4", "2.5"),
        ("7 % 3", "1"),
        ("-7 % 3", "-1"),
        ("5.5 % 2", "1.5"),
        ("5 % 0", "5"),
        ("1 / 0 > 5", "true"),
        ("0.1 + 0.2", "0.3"),
        ("0.1 + 0.2 == 0.3", "true"),
        ("2 > 1", "true"),
        (#""2" > 1"#, "true"),
        ("1 >= 1", "true"),
        (#"1 <= "1""#, "true"),
        ("true && false", "false"),
        ("true || false", "true"),
        (#""true" && "1""#, "true"),
        ("!true", "false"),
        (#"!"false""#, "true"),
        ("true && null", "false"),
        ("null || true", "true"),
        ("true || nosuch.x", "true"),
        ("true || nosuch + 1 == 2", "true"),
        ("can(true || false + 1)", "false"),
        ("can([for x in [] : x if 10])", "false"),
        ("can({for x in [] : x => x if null})", "false"),
        ("[for x in [] : x if x > 1]", "[]"),
        (#"can(true || -"x")"#, "false"),
        ("can(true || (0 / 0))", "false"),
        ("can(false ? 1 : false ? true : 1 - nosuch)", "false"),
        (#"true ? 1 : (true ? "a" : "b" - nosuch)"#, #""1""#),
        ("false && nosuch.x", "false"),
        ("1 == 1.0", "true"),
        (#""a" == "a""#, "true"),
        (#""a" != "b""#, "true"),
        ("[1,2] == [1,2]", "true"),
        (#"[1] == ["1"]"#, "false"),
        ("{a=1} == {a=1}", "true"),
        ("{a=1} == {a=2}", "false"),
        ("{} == {}", "true"),
        ("[] == []", "true"),
        (#"true == "true""#, "false"),
        ("convert([1],list(number)) == [1]", "false"),
        ("convert({a=1},map(number)) == {a=1}", "false"),
        (#"true ? "a" : "b""#, #""a""#),
        (#"false ? "a" : "b""#, #""b""#),
        (#""true" ? 1 : 2"#, "1"),
        (#"true ? 1 : "b""#, #""1""#),
        (#"false ? 1 : "b""#, #""b""#),
        (#"true ? [1] : ["a"]"#, #"["1"]"#),
        (#"true ? [1] : ["a","b"]"#, #"["1"]"#),
        (#"true ? [] : ["a"]"#, "[]"),
        (#"true ? {a=1} : {b="x"}"#, #"{"a":"1"}"#),
        (#"true ? {a=1} : {a="x"}"#, #"{"a":"1"}"#),
        ("true ? {a=1} : {}", #"{"a":1}"#),
        ("true ? {} : {a=1}", "{}"),
        ("true ? null : 1", "null"),
        ("true ? 1 : null", "1"),
        (#"false ? null : "x""#, #""x""#),
        (#"true ? 5 : "a${null}""#, #""5""#),
        (#"true ? 5 : (1 + "x")"#, "5"),
        ("true ? 5 : nosuch", "5"),
        ("false ? nosuch : 5", "5"),
        (#"true ? [1,"a"] : [2,"b"]"#, #"[1,"a"]"#),
        (#"true ? {a=[1]} : {a=["x","y"]}"#, #"{"a":["1"]}"#),
        (#"true ? {a={b=1}} : {a={c="x"}}"#, #"{"a":{"b":"1"}}"#),
        (#"true ? convert([1],list(number)) : ["a"]"#, #"["1"]"#),
        (#"true ? convert(["a"],set(string)) : ["b"]"#, #"["a"]"#),
        (#"true ? convert({a=1},map(number)) : {b="x"}"#, #"{"a":"1"}"#),
        (#"true ? [null] : ["a"]"#, "[null]"),
        ("true ? {a=null} : {a=1}", #"{"a":null}"#),
        ("true ? [] : null", "[]"),
        ("true ? [{a=1}] : []", #"[{"a":1}]"#),
        (#"true ? "x" : 1/0"#, #""x""#),
        ("[for x in [1,2,3] : x * 2]", "[2,4,6]"),
        (#"[for i, x in ["a","b"] : "${i}${x}"]"#, #"["0a","1b"]"#),
        (#"[for k, v in {b=1,a=2} : "${k}=${v}"]"#, #"["a=2","b=1"]"#),
        ("[for v in {b=1,a=2} : v]", "[2,1]"),
        ("[for x in [1,2,3] : x if x > 1]", "[2,3]"),
        (#"[for x in [1,2,3] : x if "true"]"#, "[1,2,3]"),
        ("[for x in [] : x]", "[]"),
        (#"{for x in ["a","b"] : x => upper(x)}"#, #"{"a":"A","b":"B"}"#),
        (#"{for i, x in ["a","a"] : x => i...}"#, #"{"a":[0,1]}"#),
        ("{for x in [1,2] : x => x}", #"{"1":1,"2":2}"#),
        ("{for k, v in {a=1} : v => k}", #"{"1":"a"}"#),
        ("{for k, v in {a=1,b=2} : k => v if v > 1}", #"{"b":2}"#),
        ("[for x in [[1,2],[3]] : [for y in x : y + 1]]", "[[2,3],[4]]"),
        ("[for x in [1] : [for x in [2] : x]]", "[[2]]"),
        (#"[for k,v in convert(["b","a"],set(string)) : k]"#, #"["a","b"]"#),
        ("[for k,v in convert({b=1},map(number)) : k]", #"["b"]"#),
        ("[1,2,3][1]", "2"),
        (#"[1,2,3]["1"]"#, "2"),
        ("{a=1}.a", "1"),
        (#"{a=1}["a"]"#, "1"),
        (#"{"1"=2}[1]"#, "2"),
        (#"{"true"=2}[true]"#, "2"),
        ("convert({a=1},map(number)).a", "1"),
        ("[1,2].0", "1"),
        ("{a={b={c=1}}}.a.b.c", "1"),
        ("{a=[{b=1}]}.a[0].b", "1"),
        ("[{a=1},{a=2}].*.a", "[1,2]"),
        ("[{a=1},{a=2}][*].a", "[1,2]"),
        ("[{a={b=1}},{a={b=2}}][*].a.b", "[1,2]"),
        ("[{a=[1]},{a=[2]}][*].a[0]", "[1,2]"),
        ("{a=1}[*].a", "[1]"),
        ("{a=1}.*.a", "[1]"),
        (#""x"[*]"#, #"["x"]"#),
        ("null[*]", "[]"),
        ("null[*].a", "[]"),
        ("[][*].a", "[]"),
        ("[1,null][*]", "[1,null]"),
        (#"convert(["a","b"],list(string))[*]"#, #"["a","b"]"#),
        ("convert([{a=1}],list(object({a=number})))[*].a", "[1]"),
        (#"convert(["b","a"],set(string))[*]"#, #"["a","b"]"#),
        ("[[{a=1}],[{a=2}]][*][0].a", "[1,2]"),
        ("[[1,2],[3]][*][*]", "[[1,2],[3]]"),
        (#""a${1}b""#, #""a1b""#),
        (#""${1}""#, "1"),
        (#""${true}""#, "true"),
        (#""${[1]}""#, "[1]"),
        (#""${null}""#, "null"),
        (#""a${1.50}""#, #""a1.5""#),
        (#""a${1/0}""#, #""a+Inf""#),
        (#""%{ if true }yes%{ else }no%{ endif }""#, #""yes""#),
        (#""%{ if false }yes%{ endif }""#, #""""#),
        (#""%{ for x in [1,2] }${x},%{ endfor }""#, #""1,2,""#),
        (#""e\u0301" == "\u00e9""#, "true"),
        ("{a=1,a=2}", #"{"a":2}"#),
        ("{(1)=2}", #"{"1":2}"#),
        (#"{("a")=1,"b"=2,c=3}"#, #"{"a":1,"b":2,"c":3}"#),
        (#"{"${"a"}b"=1}"#, #"{"ab":1}"#),
        (#"[null, 1, "a", true, [], {}]"#, #"[null,1,"a",true,[],{}]"#),
        ("upper(1)", #""1""#),
        ("max([1,5,3]...)", "5"),
        ("max(1,[5,3]...)", "5"),
        (#"join(",", ["a",1])"#, #""a,1""#),
        ("try(nosuch, 1)", "1"),
        (#"try({a=1}.b, "x")"#, #""x""#),
        ("try([1][5], [2][5], 3)", "3"),
        ("try(null, 1)", "null"),
        ("try(1/0, 2) == 1/0", "true"),
        ("can({a=1}.b)", "false"),
        ("can({a=1}.a)", "true"),
        (#"can(1 + "x")"#, "false"),
        (#"convert("5", number)"#, "5"),
        ("convert(5, string)", #""5""#),
        (#"convert({a="5"}, object({a=number}))"#, #"{"a":5}"#),
        (#"convert("5", any)"#, #""5""#),
        ("convert([1,2,1], set(any))", "[1,2]"),
        (#"convert(["b","a","b"], set(string))"#, #"["a","b"]"#),
        (#"convert({b=1,a="x"}, map(string))"#, #"{"a":"x","b":"1"}"#),
        ("convert([{a=1,b=2}], list(object({a=string})))", #"[{"a":"1"}]"#),
        ("convert({a=1}, object({}))", "{}"),
        ("convert([1,null], list(string))", #"["1",null]"#),
        ("convert(null, any)", "null"),
        ("convert([], set(number))", "[]"),
        ("convert({}, map(any))", "{}"),
        (#"convert([[1,"a"]], list(list(any)))"#, #"[["1","a"]]"#),
        (#"convert([["a"],[]], list(any))"#, #"[["a"],[]]"#),
        (#"convert([[],["a"]], list(list(string)))"#, #"[[],["a"]]"#),
        (#"convert([{a=[1]},{a=["x"]}], list(any))"#, #"[{"a":["1"]},{"a":["x"]}]"#),
        (#"convert({x={a=1},y={b="z"}}, map(any))"#, #"{"x":{"a":"1"},"y":{"b":"z"}}"#),
        (#"convert({x={a=1},y={a="z"}}, map(map(any)))"#, #"{"x":{"a":"1"},"y":{"a":"z"}}"#),
        (#"jsonencode({a="<>&"})"#, #""{\"a\":\"\\u003c\\u003e\\u0026\"}""#),
        (#"[for s in ["b","a"] : s][1]"#, #""a""#),
        (#"1 == 1 ? "y" : "n""#, #""y""#),
        ("1 < 2 && 2 < 3", "true"),
        ("!(1 == 2)", "true"),
        ("-(-3)", "3"),
        ("1 - -1", "2"),
        ("2 * -3", "-6"),
        ("[1,2,3] == [1,2,3] && true", "true"),
        ("{a=[1,{b=null}]}", #"{"a":[1,{"b":null}]}"#),
        ("100000000000000000000000000000 + 1", "100000000000000000000000000001"),
        ("12345678901234567890.123456789", "12345678901234567890.123456789"),
    ])
    func `an expression comes to what bake makes of it`(text: String, json: String) throws {
        #expect(try Bench.value(of: text).json == json)
    }

    @Test(arguments: [
        ("a.tgas", "there is no attribute \"tgas\"", "did you mean \"tags\"?", ".tgas"),
        ("a.x", "there is no attribute \"x\"", "there is \"tags\"", ".x"),
        ("lits", "there is no variable \"lits\"", "did you mean \"list\"?", "lits"),
        ("var.list", "there is no variable \"var\"", "did you mean \"list\"?", "var"),
        ("uper(\"a\")", "there is no function \"uper\"", "did you mean \"upper\"?", "uper"),
        ("tolist([1])", "there is no function \"tolist\"", "use convert(…, list(any))", "tolist"),
        ("list[2]", "there is no element 2 among 2 elements", "they are counted from 0 to 1", "[2]"),
        (
            "list.name", "a list of string has no attribute \"name\"",
            "for every element's: [*].name; for the first's: [0].name", ".name"
        ),
        (
            "\"a\" + 1", "\"+\" adds numbers, and this string is none",
            "strings are put together in a template: \"${left}${right}\"", "\"a\""
        ),
        ("1 + null", "null cannot be an operand of \"+\"", nil, "null"),
        ("\"x${list}\"", "a list of string cannot be put into a string", "use join(\",\", …) or jsonencode(…)", "list"),
        ("true ? 1 : [1]", "the results have no type in common: a number and a tuple", nil, "1 : [1]"),
        ("upper([\"a\"])", "argument \"str\": expected a string, found a tuple", nil, "[\"a\"]"),
        ("upper(null)", "argument \"str\" must not be null", nil, "null"),
        ("upper()", "\"upper\" is not given its argument \"str\"", "\"upper\" takes 1 argument", "upper()"),
        ("upper(\"a\", 1)", "too many arguments for \"upper\"", "\"upper\" takes 1 argument", "1"),
        ("join(\",\", [[1]])", "argument \"lists\": [0]: expected a string, found a tuple", nil, "[[1]]"),
        (
            "{for x in [1, 1] : \"a\" => x}", "two elements have the key \"a\"",
            "to collect the values under each key, write \"…\" as three dots behind the value", "\"a\""
        ),
        ("[for x in 5 : x]", "a number cannot be iterated over", nil, "5"),
        ("convert(1, lst(string))", "unknown type \"lst\"", "did you mean \"list\"?", "lst"),
        ("0 / 0", "0 / 0 has no result", nil, "0 / 0"),
        ("null || false", "null cannot be an operand of \"||\"", nil, "null"),
        ("true || 0 / 0", "expected a bool, found a number", nil, "0 / 0"),
        ("null || fails", "there is no variable \"fails\"", nil, "fails"),
    ])
    func `a fault says what is wrong, where, and what to try`(
        text: String, message: String, hint: String?, place: String
    ) throws {
        let scope = Scope(functions: Bench.functions)
        scope.variables = [
            "list": .list([.string("a"), .string("b")], of: .string), "a": .object(["tags": .null(.any)]),
        ]
        let faults = try #require(throws: Diagnostics.self) { try Bench.value(of: text, in: scope) }
        let fault = try #require(faults.all.first)
        #expect(fault.message == message)
        #expect(fault.hint == hint)
        #expect(fault.range?.text == place)
    }

    @Test func `everything that is wrong is told at once`() {
        #expect(
            Bench.outcome(of: "[a, {b = c}, upper(d)]")
                == .faults(["a", "c", "d"].map { "there is no variable \"\($0)\"" }))
    }

    @Test func `what was reported by the parser is not reported again`() {
        let file = SourceFile(name: "a", text: "")
        #expect(throws: Diagnostics([])) {
            try Expression(.tuple([Expression(.faulty, file.range)]), file.range).value(in: Scope())
        }
    }

    @Test func `a function of the file sees its arguments before what is around`() throws {
        let scope = Scope()
        scope.variables = ["n": .number(1), "m": .number(10)]
        scope.functions["add"] = Bench.function(["n"], "n + m", in: scope)
        scope.functions["all"] = Bench.function(["first"], variadic: "rest", "[first, rest]", in: scope)
        #expect(try Bench.value(of: "add(5)", in: scope) == .number(15))
        #expect(try Bench.value(of: "all(1, 2, 3)", in: scope).json == "[1,[2,3]]")
        #expect(try Bench.value(of: "all([1]...)", in: scope).json == "[1,[]]")
        #expect(Bench.outcome(of: "add(null)", in: scope) == .faults(["argument \"n\" must not be null"]))
    }

    @Test func `a fault in a function of the file tells of the call`() throws {
        let scope = Scope()
        scope.functions["f"] = Bench.function(["n"], "n.x", in: scope)
        let faults = try #require(throws: Diagnostics.self) { try Bench.value(of: "f(1)", in: scope) }
        #expect(faults.all.map(\.message) == ["a number has no attribute \"x\""])
        #expect(faults.all.first?.notes.map(\.message) == ["in this call of \"f\""])
    }
}
