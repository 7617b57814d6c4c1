import Foundation
import Host
import TestSupport
import Testing

/// `hearth check` as its users see it.
struct CheckTests {
    let hearth: HearthFixture

    init() throws {
        hearth = try HearthFixture()
    }

    private func write(_ text: String, to name: String = "Dockerfile") throws {
        try hearth.file(name, Array(text.utf8))
    }

    @Test func `without a bake file the Dockerfile here is checked`() throws {
        try write("FROM scratch AS Base\n\n  MAINTAINER me\n")
        let run = try hearth("check")
        #expect(run.code == 1)
        #expect(
            run.output == """
                Dockerfile:1:1: warning: stage name 'Base' should be lowercase [StageNameCasing]
                  1 | FROM scratch AS Base
                    | ^~~~~~~~~~~~~~~~~~~~ see https://docs.docker.com/go/dockerfile/rule/stage-name-casing/

                Dockerfile:3:3: warning: maintainer instruction is deprecated in favor of using label [MaintainerDeprecated]
                  3 |   MAINTAINER me
                    |   ^~~~~~~~~~~~~ see https://docs.docker.com/go/dockerfile/rule/maintainer-deprecated/

                1 Dockerfile, 2 findings

                """)
        #expect(run.errors == "")
    }

    @Test func `nothing found is a line and exit code 0`() throws {
        try write("FROM scratch\n")
        let run = try hearth("check")
        #expect((run.code, run.output, run.errors) == (0, "1 Dockerfile, nothing found\n", ""))
        let json = try hearth("check", "--format", "json")
        #expect((json.code, json.output) == (0, "[]\n"))
    }

    @Test func `a language that is not Docker's own is told of`() throws {
        try write("# syntax=r2d4/mockerfile\nFROM scratch\n")
        let run = try hearth("check")
        #expect(run.code == 0)
        #expect(run.errors.contains("Dockerfile:1:") && run.errors.contains("r2d4/mockerfile"))
        try write("# syntax=docker/dockerfile:1\nFROM scratch\n")
        #expect(try hearth("check").errors == "")
    }

    @Test func `targets with one Dockerfile have its findings once`() throws {
        try write("FROM scratch AS Base\n")
        try write("FROM scratch\nCMD x\n", to: "other.Dockerfile")
        try write(
            """
            group "default" { targets = ["a", "b", "c"] }
            target "a" {}
            target "b" { args = { X = "1" } }
            target "c" { dockerfile = "other.Dockerfile" }

            """, to: "bake.hcl")
        let run = try hearth("check")
        #expect(run.code == 1)
        #expect(run.lines.last == "2 Dockerfiles, 2 findings")
        let list = try hearth("check", "--format", "json").list
        #expect(list.map { $0["rule"] as? String } == ["StageNameCasing", "JSONArgsRecommended"])
        #expect(list.map { $0["targets"] as? [String] } == [["a", "b"], ["c"]])
        #expect(list.map { $0["line"] as? Int } == [1, 2])
        #expect(list.map { $0["severity"] as? String } == ["warning", "warning"])
    }

    @Test func `a Dockerfile can be named, or come through a pipe`() throws {
        try write("FROM scratch AS Base\n", to: "ci.Dockerfile")
        let named = try hearth("check", "-f", "ci.Dockerfile")
        #expect((named.code, named.lines.last) == (1, "1 Dockerfile, 1 finding"))
        let piped = try hearth("check", "-f", "-", input: Array("FROM scratch AS Base\n".utf8))
        #expect(piped.code == 1)
        #expect(piped.output.hasPrefix("stdin:1:1: warning: "))
    }

    @Test func `a faulty file is exit code 2, and what was found before is shown all the same`() throws {
        try write("FROM scratch AS Base\nCOPYY a /\n")
        let run = try hearth("check")
        #expect(run.code == 2)
        #expect(run.output.hasPrefix("Dockerfile:1:1: warning: stage name 'Base'"))
        #expect(
            run.errors == """
                Dockerfile:2:1: error: unknown instruction "COPYY"
                  2 | COPYY a /
                    | ^~~~~ did you mean COPY?

                """)
        let json = try hearth("check", "--format", "json")
        #expect((json.code, json.errors) == (2, ""))
        #expect(try json.list.map { $0["severity"] as? String } == ["warning", "error"])
        #expect(try json.list.last?["line"] as? Int == 2)
    }

    @Test func `all stages are checked, but for targets that name one`() throws {
        try write("FROM scratch AS unused\nCMD x\nFROM scratch AS last\n")
        #expect(try hearth("check").code == 1)
        try write("target \"default\" { target = \"last\" }\n", to: "bake.hcl")
        #expect(try hearth("check").code == 0)
    }

    @Test func `a missing file in the context is no matter of checks`() throws {
        try write("FROM scratch\nCOPY gone /\n")
        #expect(try hearth("check").code == 0)
    }

    @Test func `patterns that are none are faulty, whatever is read`() throws {
        try write("FROM scratch\n")
        try write("[a\n", to: ".dockerignore")
        for words in [["check"], ["build", "--check", "."], ["build", "."]] {
            let run = try hearth.run(HearthFixture.program, words)
            #expect(run.code == 2)
            #expect(run.errors.hasPrefix(".dockerignore:1:1: error: "))
        }
    }

    @Test func `a target that builds on a faulty one is not blamed`() throws {
        try write(
            """
            target "lib" { dockerfile-inline = "FROM scratch\\nCOPYY a /" }
            target "user" {
              contexts          = { base = "target:lib" }
              dockerfile-inline = "FROM base"
            }

            """, to: "bake.hcl")
        let run = try hearth("check", "user")
        #expect(run.code == 2)
        #expect(run.errors.hasPrefix("lib (dockerfile-inline):2:1: error: unknown instruction"))
        #expect(!run.errors.contains("user"))
    }

    @Test func `a name that is none is told with the one that may have been meant`() throws {
        try write("FROM scratch\n")
        let run = try hearth("check", "-f", "Dockerfl")
        #expect(
            (run.code, run.errors) == (2, "error: there is no Dockerfile Dockerfl\nhint: did you mean Dockerfile?\n"))
    }

    static let faults: [(words: [String], message: String)] = [
        ([], "error: there is neither a bake file nor a Dockerfile here\nhint: name one with --file\n"),
        (["-f", "gone.Dockerfile"], "error: there is no Dockerfile gone.Dockerfile\n"),
        (["-f", "."], "error: . is a directory\nhint: name the Dockerfile in it\n"),
        (
            ["-f", "x.Dockerfile", "app"],
            "error: targets cannot be checked together with a Dockerfile that is named\n"
                + "hint: a bake file's name ends in .hcl, .json, .yml, .yaml\n"
        ),
    ]

    @Test(arguments: faults) func `what cannot be checked is told`(words: [String], message: String) throws {
        let run = try hearth.run(HearthFixture.program, ["check"] + words)
        #expect((run.code, run.output, run.errors) == (2, "", message))
    }
}
