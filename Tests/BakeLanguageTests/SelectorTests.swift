import BakeLanguage
import Testing
import Values

@Suite struct SelectorTests {
    private static let many = """
        target "a" {}
        target "b" {}
        target "app-1" {}
        target "app-2" {}
        group "g" { targets = ["b", "h", "a"] }
        group "h" { targets = ["app-1", "b"] }
        group "a-group" { targets = ["b"] }
        group "self" { targets = ["self"] }
        target "self" {}
        group "null" { targets = null }
        """

    @Test(arguments: [
        ("a", "a"), ("a b", "a b"), ("g", "a app-1 b"), ("g h", "a app-1 b"), ("self", "self"), ("null", ""),
        // Patterns match groups and targets
        ("app-*", "app-1 app-2"), ("app-?", "app-1 app-2"), ("app-[1]", "app-1"), ("app-[^1]", "app-2"),
        ("app-[0-1]", "app-1"), ("[a-b]", "a b"), ("a*", "a app-1 app-2 b"), ("**-2", "app-2"), ("a*1", "app-1"),
    ])
    func `names lead to targets`(names: String, targets: String) throws {
        let selection = try Bakery(Self.many).selection(names.split(separator: " ").map(String.init))
        #expect(selection.targets.keys.sorted().joined(separator: " ") == targets)
    }

    @Test(arguments: [
        ("nope", "there is no target or group \"nope\""), ("x*", "no target matches \"x*\""),
        ("[a", "\"[a\" is no pattern"), ("", "there is no target or group \"\""),
        ("default", "there is no target or group \"default\""),
    ])
    func `names that lead nowhere are refused`(name: String, message: String) {
        #expect(Bakery(Self.many).complaints([name]) == [message])
    }

    @Test func `groups are printed when they were reached, and default holds what was asked for`() throws {
        let json = try Bakery(Self.many).selection(["g", "a"]).groups.mapValues(\.json.text)
        #expect(
            json == [
                "default": #"{"targets":["a","g"]}"#, "g": #"{"targets":["b","h","a"]}"#,
                "h": #"{"targets":["app-1","b"]}"#,
            ])
        #expect(try Bakery(Self.many).selection(["null"]).groups["null"]?.json.text == #"{"targets":null}"#)
    }

    @Test(arguments: [
        (
            "group \"default\" { targets = [\"h\"] }\ngroup \"h\" { targets = [\"default\"] }",
            "group \"default\" is a member of itself, directly or through others"
        ),
        (
            "group \"default\" { targets = [\"x\"] }",
            "group \"default\" has a member \"x\", which is no target and no group"
        ),
        ("target \"default\" { inherits = [\"x\"] }", "target \"default\" inherits from \"x\", which is no target"),
        (
            "target \"default\" { inherits = [\"g\"] }\ngroup \"g\" { targets = [] }",
            "target \"default\" inherits from \"g\", which is a group"
        ),
        (
            "target \"default\" { contexts = { x = \"target:x\" } }",
            "target \"default\" has a context target:x, which is no target"
        ),
        ("target \"default\" { contexts = { x = \"target:default\" } }", "target \"default\" has itself as a context"),
        (
            "target \"default\" { contexts = { x = \"target:b\" } }\ntarget \"b\" { contexts = { x = \"target:default\" } }",
            "targets \"b\" and \"default\" are contexts of one another, directly or through others"
        ),
    ])
    func `what leads nowhere in a file is refused`(text: String, message: String) {
        #expect(Bakery(text).complaints() == [message])
    }

    @Test(arguments: [
        // Parents in order, then the own block
        (#"inherits = ["p", "q"]"#, #"{"args":{"P":"p","Q":"q"},"tags":["q"]}"#),
        ("inherits = [\"q\", \"p\"]\n tags = []\n args = { P = \"\", Q = null }", #"{"args":{"P":"","Q":"p"}}"#),
        (#"inherits = ["default"]"#, "{}"),
    ])
    func `a target begins with what it inherits`(body: String, printed: String) throws {
        let parents = """
            target "p" {
              tags = ["p"]
              args = { P = "p", Q = "p" }
            }
            target "q" {
              tags = ["q"]
              args = { Q = "q" }
            }
            """
        #expect(try Bakery("target \"default\" {\n \(body)\n}\n\(parents)").target() == printed)
    }

    @Test func `a circle of parents ends silently`() throws {
        let text =
            "target \"default\" { inherits = [\"b\"] }\ntarget \"b\" {\n inherits = [\"default\"]\n tags = [\"b\"]\n}"
        #expect(try Bakery(text).target() == #"{"tags":["b"]}"#)
    }

    @Test func `a linked target is kept nowhere, unless it was asked for`() throws {
        let text = """
            target "default" { contexts = { x = "target:b" } }
            target "b" {
              network = "host"
              output = ["type=docker"]
            }
            """
        let linked = try Bakery(text).selection()
        #expect(linked.targets["b"]?.outputs?.map(\.type) == ["cacheonly"])
        #expect(linked.targets["default"]?.entitlements == ["network.host"])
        #expect(try Bakery(text).selection(["default", "b"]).targets["b"]?.outputs?.map(\.type) == ["docker"])
    }

    @Test(arguments: [("linux/amd64", true), ("linux/386", false)])
    func `a linked target is for all platforms of its user`(platform: String, fits: Bool) {
        let text = """
            target "default" {
              contexts = { x = "target:b" }
              platforms = ["linux/arm64", "\(platform)"]
            }
            target "b" { platforms = ["linux/arm64", "linux/amd64", "linux/s390x"] }
            """
        #expect(Bakery(text).complaints().isEmpty == fits)
    }

    @Test func `the members of a matrix are a group`() throws {
        let text = "target \"m\" {\n matrix = { x = [\"b\", \"a\"] }\n name = \"m-${x}\"\n}"
        #expect(try Bakery(text).selection(["m"]).groups["m"]?.members == ["m-b", "m-a"])
    }

    @Test func `two targets cannot push one tag`() {
        let text = #"target "a" { tags = ["x"] }"# + "\n" + #"target "b" { tags = ["x:latest"] }"#
        #expect(Bakery(text).complaints(["a", "b"]).isEmpty)
        #expect(
            Bakery(text).complaints(["a", "b"], set: ["*.push=true"])
                == ["targets \"a\" and \"b\" both push docker.io/library/x:latest"])
    }

    @Test func `the epoch of the environment is an argument of those that have none`() throws {
        let text = #"target "a" {}"# + "\n" + #"target "b" { args = { SOURCE_DATE_EPOCH = "1" } }"#
        let selection = try Bakery(text, environment: ["SOURCE_DATE_EPOCH": "0"]).selection(["a", "b"])
        #expect(selection.targets.mapValues { $0.arguments["SOURCE_DATE_EPOCH"] } == ["a": "0", "b": "1"])
    }
}
