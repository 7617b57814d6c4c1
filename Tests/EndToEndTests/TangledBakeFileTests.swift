import Foundation
import Host
import TestSupport
import Testing

/// Files whose parts refer to one another in circles, in long rows or in many ways, and files that are no plain text.
/// A program that does not end is killed.
struct TangledBakeFileTests {
    static let circles: [(files: [String: String], message: String)] = [
        (
            ["a.hcl": #"group "default" { targets = ["b"] }\#ngroup "b" { targets = ["default"] }"#],
            "a member of itself"
        ),
        (
            [
                "a.hcl": """
                function "f" {
                  params = [x]
                  result = g(x)
                }
                function "g" {
                  params = [x]
                  result = f(x)
                }
                target "default" { args = { A = f(1) } }
                """
            ], "calls itself"
        ),
        (
            [
                "a.hcl": "x-hearth = { include = [\"b.hcl\"] }\ntarget \"default\" {}",
                "b.hcl": "x-hearth = { include = [\"a.hcl\"] }",
            ], "includes itself"
        ),
        (
            [
                "a.hcl": """
                target "default" { contexts = { a = "target:b" } }
                target "b" { contexts = { a = "target:default" } }
                """
            ], "contexts of one another"
        ),
    ]

    @Test(arguments: circles)
    func `a circle is refused`(files: [String: String], message: String) throws {
        let run = try bake(files)
        #expect((run.code, run.output) == (2, ""))
        #expect(run.errors.contains(message), "\(run.errors.prefix(2000))")
    }

    @Test func `targets that inherit from one another have what all of them say`() throws {
        let run = try bake([
            "a.hcl": """
            target "default" { inherits = ["b"] }
            target "b" {
              inherits = ["default"]
              tags = ["of-b"]
            }
            """
        ])
        #expect(run.code == 0)
        #expect(run.output.contains("of-b"))
    }

    /// Each ends, with targets or with a message.
    static let tangles: [(name: String, text: String)] = [
        ("a chain of contexts", links(2000, to: 1)),
        ("targets that link to the next two", links(40, to: 2)),
        ("a ladder of parents", ladder),
        ("blocks of one name", String(repeating: "target \"default\" { tags = [\"x\"] }\n", count: 5000)),
    ]

    @Test(arguments: tangles)
    func `many references come to an end`(name: String, text: String) throws {
        let run = try bake(["a.hcl": text])
        #expect([0, 2].contains(run.code), "\(name)")
        #expect(run.code == 0 || run.errors.contains("a.hcl:"), "\(run.errors.prefix(2000))")
    }

    @Test func `a directory is not included`() throws {
        let run = try bake(["a.hcl": "x-hearth = { include = [\".\"] }\ntarget \"default\" {}"])
        #expect(run.code == 2)
        #expect(run.errors.contains("cannot include .: is a directory"))
    }

    @Test func `a pipe that nobody writes to is not waited for`() throws {
        let hearth = try HearthFixture()
        #expect(mkfifo((hearth.folder / "pipe.hcl").description, 0o600) == 0)
        let run = try bake(["a.hcl": "x-hearth = { include = [\"pipe.hcl\"] }\ntarget \"default\" {}"], in: hearth)
        #expect(run.code == 2)
    }

    @Test(arguments: ["a.hcl", "a.json", "a.yaml"])
    func `a file with a zero in it is refused`(name: String) throws {
        let texts = [
            "a.hcl": "target \"default\" {}\n\0", "a.json": "{\"target\":{\"default\":{}}}\0",
            "a.yaml": "services: { default: { build: { context: . } } }\n\0",
        ]
        let run = try bake([name: try #require(texts[name])])
        #expect((run.code, run.output) == (2, ""))
        #expect(run.errors.contains("\(name):"))
    }

    static let marked: [(name: String, text: String)] = [
        ("a.hcl", "\u{feff}target \"default\" { tags = [\"x\"] }\n"),
        ("a.yaml", "\u{feff}services: { default: { build: { context: ., tags: [x] } } }\n"),
        ("a.hcl", "target \"default\" {\r\n  tags = [\"x\"]\r\n}\r\n"),
        ("a.json", "{\r\n\"target\":{\"default\":{\"tags\":[\"x\"]}}}\r\n"),
        ("a.yaml", "services:\r\n  default:\r\n    build:\r\n      context: .\r\n      tags: [x]\r\n"),
    ]

    @Test(arguments: marked)
    func `byte order marks and carriage returns do no harm`(name: String, text: String) throws {
        let run = try bake([name: text])
        #expect((run.code, run.errors) == (0, ""))
        #expect(run.output.contains("\"x\""))
    }

    /// The file whose name comes first is read.
    private func bake(_ files: [String: String], in hearth: HearthFixture? = nil) throws -> HearthRun {
        let hearth = try hearth ?? HearthFixture()
        for (name, text) in files { try hearth.file(name, Array(text.utf8)) }
        let words = ["bake", "--print", "-f", files.keys.min() ?? ""]
        return try hearth.run("/usr/bin/timeout", ["-s", "KILL", "20", HearthFixture.program.description] + words)
    }

    private static func links(_ count: Int, to width: Int) -> String {
        let targets = (0..<count).map { number in
            let contexts = (1...width).map { "c\($0) = \"target:t\(number + $0)\"" }.joined(separator: ", ")
            return "target \"t\(number)\" { contexts = { \(contexts) } }"
        }
        let ends = (count..<count + width).map { "target \"t\($0)\" {}" }
        return (["group \"default\" { targets = [\"t0\"] }"] + targets + ends).joined(separator: "\n")
    }

    /// Two hundred rungs, each of two targets with the two of the next for parents.
    private static let ladder =
        "target \"default\" { inherits = [\"a0\", \"b0\"] }\n"
        + (0..<199).flatMap { rung in
            ["a", "b"].map { "target \"\($0)\(rung)\" { inherits = [\"a\(rung + 1)\", \"b\(rung + 1)\"] }\n" }
        }.joined() + "target \"a199\" {}\ntarget \"b199\" {}\n"
}
