import Compose
import Testing

/// Two files, the second lying over the first.
@Suite struct OverridingTests {
    private func merged(_ first: String, _ second: String) throws -> Build? {
        func file(_ build: String) -> String { "services: {web: {image: x, build: \(build)}}\n" }
        return try Sample("", ["a.yaml": file(first), "b.yaml": file(second)]).build(of: "web", "a.yaml", "b.yaml")
    }

    @Test(arguments: [
        ("./a", "./b", "b"), ("{target: x}", "./b", "b"), ("./a", "{target: x}", "a"), ("./a", "", "a"),
        ("{context: ./a}", "{context: }", "a"), ("{context: ./a}", "!override {target: x}", "."),
        ("{context: ./a}", "{context: !reset }", "."),
    ])
    func `the context of short and long builds`(first: String, second: String, context: String) throws {
        #expect(try merged(first, second)?.context == context)
    }

    @Test(arguments: [
        ("{A: 1, B: 1}", "{B: 2, C: 3}", ["A": "1", "B": "2", "C": "3"]),
        ("[A=1, B=1]", "{B: 2}", ["A": "1", "B": "2"]), ("{A: 1, B: 1}", "[B=2]", ["A": "1", "B": "2"]),
        ("{A: 1}", "{A: }", [:]), ("{A: 1, B: 2}", "{A: !reset }", ["B": "2"]),
        ("[A=1, \"B=\\u0301x\"]", "[A=2]", ["A": "2", "B": "\u{301}x"]),
        ("{A: 1}", "!override {B: 2}", ["B": "2"]), ("{A: 1}", "!reset {}", [:]),
        ("{A: 1.0}", "[B=b]", ["A": "1", "B": "b"]),
    ])
    func `arguments merge by name`(first: String, second: String, result: [String: String]) throws {
        #expect(try merged("{args: \(first)}", "{args: \(second)}")?.args.dictionary == result)
    }

    @Test(arguments: [
        ("[a, b]", "[b, c]", ["a", "b", "c"]), ("[a=1, b]", "[a=2]", ["a=2", "b"]), ("[a]", "!override [b]", ["b"]),
        ("[a]", "[!reset b, c]", ["a", "c"]),
    ])
    func `tags are joined, one for each name`(first: String, second: String, result: [String]) throws {
        #expect(try merged("{tags: \(first)}", "{tags: \(second)}")?.tags.texts == result)
    }

    @Test func `hosts, limits and contexts merge by name`() throws {
        let build = try merged(
            "{extra_hosts: {a: x}, ulimits: {nofile: {soft: 1, hard: 2}}, additional_contexts: {a: ./a, b: ./b}}",
            "{extra_hosts: [a=x, a=y, b=z], ulimits: {nofile: {soft: 2, hard: 2}}, additional_contexts: [b=./c/]}")
        #expect(build?.extraHosts.dictionary == ["a": "x,y", "b": "z"])
        #expect(build?.ulimits.map(\.soft) == [2])
        #expect(build?.additionalContexts.dictionary == ["a": "a", "b": "c"])
    }

    @Test(arguments: [
        ("{ulimits: {nofile: {soft: 1, hard: 2}}}", "{ulimits: {nofile: 5}}"),
        ("{x-bake: {tags: [a]}}", "{x-bake: {tags: b}}"),
        ("{ssh: [default]}", "{ssh: [a=b]}"), ("{tags: [a]}", "{tags: b}"),
    ])
    func `one kind of value does not go over another`(first: String, second: String) {
        #expect(throws: (any Error).self) { try merged(first, second) }
    }

    @Test func `documents of a file are as good as files`() throws {
        let sample = Sample("services: {web: {build: ./web}}\n---\nservices: {web: {build: {target: two}}}\n")
        #expect(try sample.build()?.context == "web")
        #expect(try sample.build()?.target == "two")
    }
}
