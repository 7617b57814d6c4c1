import BakeLanguage
import Testing
import Values

@Suite struct SettingsTests {
    @Test func `settings are read from an attribute or a block`() throws {
        let members = "scope = \"s\"\n goals = { hit-rate = \"90%\", build-time = \"1m30s\", image-size = 1000 }"
        for text in ["x-hearth = {\n \(members)\n}", "x-hearth {\n \(members)\n}"] {
            let target = try Bakery("target \"default\" {\n \(text)\n}").selection().targets["default"]
            #expect(target?.settings.scope == "s")
            #expect(target?.settings.goals.hitRate == 0.9)
            #expect(target?.settings.goals.buildTime == 90)
            #expect(target?.settings.goals.imageSize == ByteCount(1000))
        }
    }

    @Test func `goals are inherited, and a scope is not`() throws {
        let text = """
            target "default" { inherits = ["p"] }
            target "p" { x-hearth = { scope = "s", base = true, cache-read = ["r"], goals = { hit-rate = 1 } } }
            """
        let settings = try Bakery(text).selection().targets["default"]?.settings
        #expect(settings?.scope == nil && settings?.isBase == nil)
        #expect(settings?.cacheRead == ["r"] && settings?.goals.hitRate == 1)
    }

    @Test(arguments: [
        ("{ scop = \"s\" }", "x-hearth has no setting \"scop\""),
        ("{ scope = \"\" }", "x-hearth.scope must not be empty"), ("{ scope = 1 }", "x-hearth.scope must be a string"),
        ("{ key-files = [1] }", "x-hearth.key-files must be a list of strings"),
        ("{ key-files = [\"a\", \"\"] }", "x-hearth.key-files[1] must not be empty"),
        ("{ goals = [1] }", "x-hearth.goals must be an object, and is a tuple"),
        ("{ base = \"x\" }", "x-hearth.base must be true or false"),
        ("{ cache-read = \"x\" }", "x-hearth.cache-read must be a list of strings"),
        ("{ goals = { rate = 1 } }", "x-hearth.goals has no setting \"rate\""),
        ("{ goals = { hit-rate = 2 } }", "x-hearth.goals.hit-rate must be a share, such as 0.9 or \"90%\""),
        ("5", "x-hearth must be an object, and is a number"),
    ])
    func `a setting that would do nothing is refused`(value: String, message: String) {
        #expect(Bakery("target \"default\" { x-hearth = \(value) }").complaints() == [message])
    }

    @Test(arguments: [
        ("x-hearth = {}\n x-hearth {}", "x-hearth is set twice"),
        ("x-hearth {}\n x-hearth {}", "x-hearth is set twice"),
        ("x-hearth \"a\" {}", "the block \"x-hearth\" has no label"),
        ("x-hearth {\n goals {}\n goals {}\n}", "x-hearth.goals is set twice"),
        ("x-hearth {\n goals = {}\n goals {}\n}", "x-hearth.goals is set twice"),
        ("x-hearth {\n goals \"a\" {}\n}", "the block \"goals\" has no label"),
        ("x-hearth = { cache-read = [], cache-read = [] }", "x-hearth.cache-read is set twice"),
        ("x-hearth = { goals = { hit-rate = 1, hit-rate = 0 } }", "x-hearth.goals.hit-rate is set twice"),
    ])
    func `what is said twice is refused in a target and at the top`(text: String, message: String) {
        #expect(Bakery("target \"default\" {\n \(text)\n}").complaints() == [message])
        #expect(Bakery("\(text)\ntarget \"default\" {}").complaints() == [message])
    }

    @Test func `what is said twice is refused in JSON, where remarks are passed over`() {
        func complaints(_ settings: String) -> [String] {
            let text = "{\"target\": {\"default\": {\"x-hearth\": \(settings)}}}"
            return Bakery([(name: "docker-bake.json", text: text)]).complaints()
        }
        #expect(complaints(#"{"scope": "a", "scope": "b"}"#) == ["the object has \"scope\" twice"])
        #expect(complaints(#"{"//": "why", "goals": {"//": "none"}}"#) == [])
    }

    @Test func `several files may have settings`() throws {
        let files = [
            ("a.hcl", "x-hearth { cache-read = [\"a\"] }"), ("b.hcl", "x-hearth { goals = { hit-rate = 1 } }"),
        ]
        let settings = try Bakery(files.map { (name: $0.0, text: $0.1) }).definitions.settings
        #expect(settings.cacheRead == ["a"] && settings.goals.hitRate == 1)
    }

    @Test func `two targets cannot write one scope`() {
        let text = "target \"a\" { x-hearth = { scope = \"b\" } }\ntarget \"b\" {}"
        #expect(
            Bakery(text).complaints(["a", "b"]) == ["targets \"a\" and \"b\" both write the cache scope \"b\""])
    }
}
