import HCL
import Testing
import Values

/// What a reader finds of what it looks for.
@Suite struct SyntaxContentTests {
    private static let schema = Schema(attributes: ["name", "tags"], blocks: ["target": 1, "variable": 1, "check": 0])

    private static func told(_ content: Content) -> [String] {
        content.attributes.map { "\($0.name)=\($0.value.rendered)" }
            + content.blocks.map { "\($0.type)\($0.labels.map { " \($0.text)" }.joined()) \($0.body.rendered)" }
            + content.others.map { "other \($0.text)\($0.isBlock ? " block" : "")" } + content.faults.map(\.told)
    }

    @Test(arguments: [
        ("name = 1\nx = 2\ntarget \"a\" {\n}\n y {}\n", ["name=1", "target a ", "other x", "other y block"]),
        // An attribute where a block is looked for, and the other way round
        ("target = 1\nname {}\n", ["other target", "other name block"]),
        ("target {}\n", [#"the block "target" needs one label @ "target" 1:1"#]),
        ("target a b {}\n", [#"the block "target" has one label @ "b" 1:10"#]),
        ("check \"a\" {}\n", [#"the block "check" has no label @ "\"a\"" 1:7"#]),
    ])
    func `native`(text: String, expected: [String]) {
        #expect(Self.told(Parsed(text).body.content(Self.schema)) == expected)
    }

    @Test(arguments: [
        (#"{"name": 1, "x": 2, "//": "remark"}"#, [#"name=1"#, "other x"]),
        (#"{"name": 1, "name": 2}"#, ["name=1", #""name" is set twice @ "\"name\"" 1:13"#]),
        (#"{"target": {"a": {}, "b": {"x": 1}}}"#, ["target a {}", #"target b {json:"x"=1}"#]),
        (#"{"target": [{"a": {}}, {"a": {}}]}"#, ["target a {}", "target a {}"]),
        (#"{"target": {"a": [{}, {}]}, "target": {"b": {}}}"#, ["target a {}", "target a {}", "target b {}"]),
        (#"{"target": {"a": null}, "check": null}"#, []), (#"{"check": [{}, {}]}"#, ["check {}", "check {}"]),
        (#"{"target": {}}"#, [#"the block "target" needs one label @ "{}" 1:12"#]),
        (#"{"target": null}"#, [#"the block "target" needs one label @ "null" 1:12"#]),
        (#"{"target": 1}"#, [#""target" is a block with a label: an object in an object @ "1" 1:12"#]),
        (#"{"target": {"a": 1}}"#, [#""target" is a block: an object, or an array of objects @ "1" 1:18"#]),
    ])
    func `JSON`(text: String, expected: [String]) {
        #expect(Self.told(Parsed(json: text).body.content(Self.schema)) == expected)
    }

    @Test func `the body of a block in JSON may be null, and must be an object otherwise`() throws {
        let content = Parsed(json: #"{"check": [null, 1, {"name": 2}]}"#).body.content(Self.schema)
        let told = content.blocks.map { Self.told($0.body.content(Self.schema)) }
        #expect(told == [[], [#"expected an object, or an array of objects @ "1" 1:18"#], ["name=2"]])
    }

    @Test func `attributes besides some`() {
        let json = Parsed(json: #"{"a": 1, "target": 2, "//": 3, "a": 4, "target": 5}"#).body
        #expect(Self.told(json.attributes(besides: ["target"])) == ["a=1", #""a" is set twice @ "\"a\"" 1:32"#])
        #expect(Parsed("a = 1\nb {}\ntarget = 2").body.attributes(besides: ["target"]).attributes.map(\.name) == ["a"])
    }

    @Test(arguments: [
        ("nam = 1\n", #"unknown attribute "nam": did you mean "name"?"#),
        ("name {}\n", #""name" is an attribute: write: name = …"#),
        ("check = 1\n", #""check" is a block: write it without `=`: check { … }"#),
        ("xyzzyx {}\n", #"unknown block "xyzzyx": known are check, name, tags, target, variable"#),
    ])
    func `what is not known is a fault where nothing else is allowed`(text: String, expected: String) {
        let faults = Parsed(text).body.exactContent(Self.schema).faults
        #expect(faults.map { "\($0.message): \($0.hint ?? "")" } == [expected])
    }

    @Test func `an attribute that is set twice among many is found`() {
        let names = (0..<1000).map { "name_\($0)" }
        let parsed = Parsed((names + ["name_7", "name_999"]).map { "\($0) = 1\n" }.joined())
        #expect(
            parsed.faults.map(\.told) == [
                #""name_7" is set twice @ "name_7" 1001:1"#, #""name_999" is set twice @ "name_999" 1002:1"#,
            ])
        #expect(parsed.faults.first?.notes.first?.range?.start.line == 8)
    }

    @Test func `strings are composed`() {
        #expect(Array("e\u{301}".composed.unicodeScalars) == ["\u{E9}"])
        #expect(Array("\u{1100}\u{1161}".composed.unicodeScalars) == ["\u{AC00}"])
        #expect(Array("\u{212B}".composed.unicodeScalars) == ["\u{C5}"])
        #expect("plain".composed == "plain")
    }
}
