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
        ("a.hcl", "x = 1" + String(repeating: " + 1", count: deep), "more than 1000 operations in one expression"),
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

    /// How 50 MB do is measured by the benchmarks.
    @Test func `a file of 5 MB is read`() throws {
        let target =
            "  tags = [\"registry.example.com/app:${TAG}\"] # a comment\n  args = { NAME = upper(\"app\"), PORT = 80 }\n"
        let targets = (0..<40_000).map { "target \"app-\($0)\" {\n\(target)}\n" }.joined()
        let hearth = try HearthFixture()
        try hearth.file("a.hcl", Array("variable \"TAG\" { default = \"x\" }\n\(targets)".utf8))
        let run = try hearth("bake", "--print", "-f", "a.hcl", "app-39999")
        #expect(run.code == 0)
        #expect(run.output.contains("registry.example.com/app:x"))
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
        + (1...5_000).reversed().map { "variable \"v\($0)\" { default = v\($0 - 1) }" }.joined(separator: "\n")
        + "\ntarget \"default\" {}"
}
