import BakeLanguage
import Testing

@Suite struct ResolverTests {
    @Test(arguments: [
        // Names resolve in any order
        (#"args = { A = X }"#, #"X = Y"# + "\n" + #"Y = "y""#, #"{"args":{"A":"y"}}"#),
        (#"tags = [f("a")]"#, "function \"f\" {\n params = [p]\n result = \"${p}${X}\"\n}\nX = 1", #"{"tags":["a1"]}"#),
        // A reference to a target sees its own block and not what it inherits; what is not set reads null
        (#"args = { A = target.b.target }"#, #"target "b" { target = "t" }"#, #"{"args":{"A":"t"}}"#),
        (
            #"args = { A = jsonencode([target.b.target, target.b.output, target.b.name]) }"#,
            "target \"b\" { inherits = [\"c\"] }\ntarget \"c\" { target = \"t\" }", #"{"args":{"A":"[null,[],\"b\"]"}}"#
        ),
        (#"args = { A = group.g.targets[0] }"#, #"group "g" { targets = ["default"] }"#, #"{"args":{"A":"default"}}"#),
        (#"args = { A = jsonencode(target.b.resources) }"#, #"target "b" {}"#, #"{"args":{"A":"null"}}"#),
        // A member of a matrix can be read, and what it is made of is not seen outside
        (
            #"args = { A = target.m-2.target }"#,
            "target \"m\" {\n matrix = { x = [1, 2] }\n name = \"m-${x}\"\n target = \"t${x}\"\n}",
            #"{"args":{"A":"t2"}}"#
        ),
        // What nobody asks for is not computed in unknown attributes
        (#"unknown = nope"#, "", "{}"),
    ])
    func `a target is computed`(body: String, rest: String, printed: String) throws {
        #expect(try Bakery("target \"default\" {\n \(body)\n}\n\(rest)\n").target() == printed)
    }

    @Test(arguments: [
        ("X = X", "the value of \"X\" depends on itself"), ("X = nope", "there is no variable \"nope\""),
        ("X = target", "\"target\" is no value by itself"),
        ("function \"f\" {\n params = []\n result = f()\n}", "function \"f\" calls itself"),
        ("target \"a b\" {}", "\"a b\" cannot be a name here"),
        ("target \"a\" { name = \"b\" }", "a name is for targets with a matrix"),
        ("target \"a\" { matrix = [] }", "a matrix must be an object of lists, and is a tuple"),
        ("target \"a\" { matrix = { x = \"y\" } }", "axis \"x\" of the matrix must be a list, and is a string"),
        ("target \"a\" { matrix = { x = [1, 2] } }", "the matrix makes several targets of the name \"a\""),
        ("group \"g\" {\n targets = []\n name = \"x\"\n}", "a group has no name"),
        (
            "variable \"V\" {\n default = \"\"\n validation {\n condition = V != \"\"\n error_message = \"empty\"\n }\n}",
            "the value of variable \"V\" is not valid: empty"
        ),
    ])
    func `a fault is told once, though nobody asks for what has it`(text: String, message: String) {
        #expect(Bakery("target \"default\" {}\n\(text)\n").complaints() == [message])
    }

    @Test func `whatever depends on a fault is silent`() {
        let text = "X = nope\nY = X\ntarget \"default\" { args = { A = Y, B = X } }\ntarget \"b\" { tags = [Y] }\n"
        #expect(Bakery(text).complaints() == ["there is no variable \"nope\""])
    }

    @Test(arguments: [
        // The type of the default is that of what is given
        ("default = 1", "5", "5"), ("default = true", "0", "false"), ("default = \"x\"", "5", "\"5\""),
        ("type = number", "1e2", "100"), ("type = list(string)", "a,b", #"["a","b"]"#),
        ("type = map(string)", "a:1,b:2", #"{"a":"1","b":"2"}"#), ("type = string", "", "\"\""),
        ("", "v", "\"v\""), ("default = null", "v", "\"v\""),
    ])
    func `a variable takes a value from the environment`(body: String, value: String, json: String) throws {
        let text = "variable \"V\" {\n \(body)\n}\ntarget \"default\" { dockerfile = jsonencode(V) }\n"
        let target = try Bakery(text, environment: ["V": value]).selection().targets["default"]
        #expect(target?.dockerfile == json)
    }

    @Test func `what is given goes over the environment, and what is hidden is not seen`() throws {
        let text = "variable \"V\" { default = \"d\" }\ntarget \"default\" { target = V }\n"
        var bakery = Bakery(text, environment: ["V": "e"])
        #expect(try bakery.target() == #"{"target":"e"}"#)
        bakery.given["V"] = "g"
        #expect(try bakery.target() == #"{"target":"g"}"#)
        let hidden = Bakery(text, environment: ["V": "e", "BUILDX_BAKE_DISABLE_VARS_ENV_LOOKUP": "1"])
        #expect(try hidden.target() == #"{"target":"d"}"#)
    }

    @Test func `an object in JSON has no name twice`() {
        let text = #"{"target": {"default": {"args": {"a": "1", "a": "2"}}}}"#
        #expect(Bakery([(name: "x.json", text: text)]).complaints() == ["the object has \"a\" twice"])
    }

    @Test(arguments: [
        ("x.json", #"{"target": {"default": {"tags": ["j"]}}}"#),
        ("x.HCL", #"{"target": {"default": {"tags": ["j"]}}}"#),
        ("x", #"{"target": {"default": {"tags": ["j"]}}}"#), ("x.JSON", #"target "default" { tags = ["j"] }"#),
        ("x", #"target "default" { tags = ["j"] }"#),
        ("x.YML", "services:\n  default:\n    build: .\n    image: j\n"),
        ("x", "services:\n  default:\n    build: .\n    image: j\n"),
    ])
    func `a file is read as its name says, or as what it is`(name: String, text: String) throws {
        #expect(try Bakery([(name: name, text: text)]).target() == #"{"tags":["j"]}"#)
    }

    @Test(arguments: [("x.hcl", "{}"), ("x.json", "x = 1"), ("x.HCL", "services:\n  default:\n    build: .\n")])
    func `a file that is not what its name says is refused`(name: String, text: String) {
        #expect(!Bakery([(name: name, text: text)]).complaints().isEmpty)
    }
}
