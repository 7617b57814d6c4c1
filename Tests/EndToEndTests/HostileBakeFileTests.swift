import TestSupport
import Testing

/// Files that are out to take the machine down, or only look so. None may end the process other than by an error.
struct HostileBakeFileTests {
    static let deep = 100_000

    static let files: [(name: String, text: String, message: String)] = [
        ("a.hcl", "x = " + String(repeating: "[", count: deep), "nest"),
        ("a.hcl", "x = " + String(repeating: "(", count: deep), "nest"),
        ("a.hcl", "x = \"" + String(repeating: "${\"", count: deep), "nest"),
        ("a.hcl", String(repeating: "a {\n", count: deep), "nest"),
        ("a.hcl", "x = " + String(repeating: "!", count: deep) + "true", "nest"),
        ("a.hcl", "x = 1" + String(repeating: " + 1", count: deep), ""),
        ("a.json", String(repeating: "[", count: deep), "nest"),
        ("a.json", String(repeating: "{\"a\":", count: deep), "nest"),
        ("a.yaml", String(repeating: "[", count: deep), "nest"),
        ("a.yaml", String(repeating: "- ", count: deep), "nest"),
        ("a.hcl", bomb { "variable \"v\($0)\" { default = \"${v\($0 - 1)}${v\($0 - 1)}\" }" }, "large"),
        ("a.hcl", bomb { "variable \"v\($0)\" { default = [v\($0 - 1), v\($0 - 1)] }" }, "large"),
        ("a.yaml", aliases, "alias"),
        ("a.hcl", "variable \"A\" { default = B }\nvariable \"B\" { default = A }", "depends on itself"),
        ("a.hcl", calls, "takes too long"),
        (
            "a.hcl", "target \"t\" {\n name = \"${a}${b}\"\n matrix = { a = range(1000), b = range(1000) }\n}",
            "more than 100000"
        ),
        ("a.hcl", chain, "in a row"),
        ("a.hcl", "x = \"\u{fffd}\"\ny = \"\\xff\"", "escape"),
    ]

    @Test(arguments: files)
    func `a hostile file is refused by name`(name: String, text: String, message: String) throws {
        let hearth = try HearthFixture()
        try hearth.file(name, Array(text.utf8))
        let run = try hearth("bake", "--print", "-f", name)
        #expect((run.code, run.output) == (2, ""))
        #expect(run.errors.contains(message), "\(run.errors.prefix(2000))")
    }

    @Test func `a file that is no text is refused`() throws {
        let hearth = try HearthFixture()
        for name in ["a.hcl", "a.json", "a.yaml"] {
            try hearth.file(name, Array("x = \"".utf8) + [0xff, 0xfe] + Array("\"".utf8))
            #expect(try hearth("bake", "--print", "-f", name).code == 2, "\(name)")
        }
    }

    @Test func `a file of 50 MB is read`() throws {
        let hearth = try HearthFixture()
        let line = Array("  # a comment that says nothing of interest to anybody, at some length\n".utf8)
        let target = Array("target \"default\" { tags = [\"big\"] }\n".utf8)
        try hearth.file("a.hcl", target + Array(repeatElement(line, count: 50_000_000 / line.count).joined()))
        let run = try hearth("bake", "--print", "-f", "a.hcl")
        #expect(run.code == 0)
        #expect(run.output.contains("\"big\""))
    }

    /// Doubles forty times.
    private static func bomb(_ line: (Int) -> String) -> String {
        "variable \"v0\" { default = \"x\" }\n" + (1...40).map(line).joined(separator: "\n")
            + "\ntarget \"default\" { args = { A = jsonencode(v40) } }"
    }

    private static let aliases =
        "x-0: &a0 [x, x]\n" + (1...40).map { "x-\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]" }.joined(separator: "\n")
        + "\nservices: { a: { build: { context: ., args: *a40 } } }"

    /// Each calls the one before it twice.
    private static let calls =
        "function \"f0\" {\n params = [x]\n result = x\n}\n"
        + (1...40).map { "function \"f\($0)\" {\n params = [x]\n result = f\($0 - 1)(f\($0 - 1)(x))\n}" }
        .joined(separator: "\n") + "\ntarget \"default\" { args = { A = f40(1) } }"

    private static let chain =
        "variable \"v0\" { default = 1 }\n"
        + (1...20_000).reversed().map { "variable \"v\($0)\" { default = v\($0 - 1) }" }.joined(separator: "\n")
        + "\ntarget \"default\" {}"
}
