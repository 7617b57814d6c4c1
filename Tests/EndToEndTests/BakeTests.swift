import TestSupport
import Testing

/// `hearth bake` as its users see it. What it prints for good files is held to buildx by Tests/Conformance.
struct BakeTests {
    @Test func `five mistakes make five messages, each with its place and the next thing to try`() throws {
        let run = try bake(
            """
            variable "TAG" { type = strng }
            target "app" {
              args = { VERSION = lenght("abc") }
            }
            target "web" {
              tags      = ["web:${TGA}"]
              platforms = "linux/amd64"
            }
            x-hearth = { includ = ["a"] }

            """)
        #expect((run.code, run.output) == (2, ""))
        #expect(
            run.errors == """
                docker-bake.hcl:1:25: error: unknown type "strng"
                  1 | variable "TAG" { type = strng }
                    |                         ^~~~~ did you mean "string"?

                docker-bake.hcl:3:22: error: there is no function "lenght"
                  3 |   args = { VERSION = lenght("abc") }
                    |                      ^~~~~~ did you mean "length"?

                docker-bake.hcl:6:23: error: there is no variable "TGA"
                  6 |   tags      = ["web:${TGA}"]
                    |                       ^~~ did you mean "TAG"?

                docker-bake.hcl:7:15: error: platforms does not fit: expected a list of string, found a string
                  7 |   platforms = "linux/amd64"
                    |               ^~~~~~~~~~~~~

                docker-bake.hcl:9:14: error: x-hearth has no setting "includ"
                  9 | x-hearth = { includ = ["a"] }
                    |              ^~~~~~ did you mean "include"?

                5 errors

                """)
    }

    @Test func `a name that is passed over is told when it resembles one that is not`() throws {
        let run = try bake(
            """
            target "default" {
              tgas = ["a"]
              maintainer = "somebody"
            }

            """)
        #expect(run.code == 0)
        #expect(
            run.errors == """
                docker-bake.hcl:2:3: warning: "tgas" is no part of a target, and is passed over
                  2 |   tgas = ["a"]
                    |   ^~~~ did you mean "tags"?

                """)
    }

    @Test func `targets that push the same tag are named, both`() throws {
        let text = """
            group "default" { targets = ["a", "b"] }
            target "a" { tags = ["example.com/x"] }
            target "b" { tags = ["example.com/x:latest"] }

            """
        #expect(try bake(text).code == 0)
        let run = try bake(text, "--push")
        #expect(run.code == 2)
        #expect(run.errors.contains(#"targets "a" and "b" both push example.com/x:latest"#))
        #expect(run.errors.contains("docker-bake.hcl:3:21: error"))
        #expect(run.errors.contains("docker-bake.hcl:2:21: note"))
    }

    @Test func `targets that write the same cache scope are named, both`() throws {
        let run = try bake(
            """
            group "default" { targets = ["a", "b"] }
            target "a" { x-hearth = { scope = "b" } }
            target "b" {}

            """)
        #expect(run.code == 2)
        #expect(run.errors.contains(#"targets "a" and "b" both write the cache scope "b""#))
    }

    @Test(arguments: [
        (
            "reset=true",
            "policies are not reset here\nhint: say so in the bake file, in the attribute policy of a target"
        ),
        ("disabled=true,strict=true", "a disabled policy has no further options\nhint: give disabled=true alone"),
    ])
    func `what only a bake file says of policies is refused`(word: String, message: String) throws {
        let run = try bake(#"target "default" {}"#, "--policy", word)
        #expect((run.code, run.output, run.errors) == (2, "", "error: --policy: \(message)\n"))
    }

    @Test func `bake without a file says what it looked for`() throws {
        let run = try HearthFixture()("bake", "--print")
        #expect(run.code == 2)
        #expect(
            run.errors.hasPrefix(
                "error: there is no bake file here\nhint: name one with --file, or write one of bake.json"))
    }

    static let unreadable: [(word: String, message: String)] = [
        ("gone.hcl", "cannot read gone.hcl: there is no such file"),
        (".", "cannot read .: is a directory"),
        ("empty.hcl", "empty.hcl: the file is empty"),
    ]

    @Test(arguments: unreadable)
    func `a file that cannot be read is named`(word: String, message: String) throws {
        let hearth = try HearthFixture()
        try hearth.file("empty.hcl", [])
        let run = try hearth("bake", "-f", word, "--print")
        #expect((run.code, run.output, run.errors) == (2, "", "error: \(message)\n"))
    }

    private func bake(_ text: String, _ words: String...) throws -> HearthRun {
        let hearth = try HearthFixture()
        try hearth.file("docker-bake.hcl", Array(text.utf8))
        return try hearth.run(HearthFixture.program, ["bake", "--print"] + words)
    }
}
