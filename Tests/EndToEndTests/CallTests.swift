import Foundation
import Host
import TestSupport
import Testing

/// `--call` of `build` and `bake`: answers as buildx gives them.
struct CallTests {
    let hearth: HearthFixture

    init() throws {
        hearth = try HearthFixture()
        try hearth.file(
            "Dockerfile",
            Array(
                """
                FROM scratch AS Base
                ARG X=1
                # app is the image
                FROM base AS app
                CMD app

                """.utf8))
        try hearth.file(
            "bake.hcl",
            Array(
                """
                group "default" { targets = ["app", "bad"] }
                target "app" { description = "the app" }
                target "bad" { dockerfile-inline = "FROM scratch\\nCOPYY a /" }
                target "fine" { dockerfile-inline = "FROM scratch" }
                target "asked" {
                  call              = "outline"
                  dockerfile-inline = "FROM scratch AS asked\\nARG Y=2"
                }

                """.utf8))
    }

    static let findings = """
        Check complete, 2 warnings have been found!

        WARNING: StageNameCasing - https://docs.docker.com/go/dockerfile/rule/stage-name-casing/
        Stage name 'Base' should be lowercase
        Dockerfile:1
        --------------------
           1 | >>> FROM scratch AS Base
           2 |     ARG X=1
           3 |     # app is the image
        --------------------

        WARNING: JSONArgsRecommended - https://docs.docker.com/go/dockerfile/rule/json-args-recommended/
        JSON arguments recommended for CMD to prevent unintended behavior related to OS signals
        Dockerfile:5
        --------------------
           3 |     # app is the image
           4 |     FROM base AS app
           5 | >>> CMD app
           6 |     
        --------------------

        """

    static let outline = """
        TARGET:      app
        DESCRIPTION: is the image

        BUILD ARG   VALUE   DESCRIPTION
        X           1       


        """

    @Test func `build --check prints what it finds, and fails`() throws {
        for words in [["--check"], ["--call=check"], ["--print", "check"]] {
            let run = try hearth.run(HearthFixture.program, ["build"] + words + ["."])
            #expect((run.code, run.output, run.errors) == (1, Self.findings, ""))
        }
        let forgiving = try hearth("build", "--call=check,ignorestatus=true", ".")
        #expect((forgiving.code, forgiving.output) == (0, Self.findings))
    }

    @Test func `outline and targets tell what is in a Dockerfile`() throws {
        let outline = try hearth("build", "--call=outline", ".")
        #expect((outline.code, outline.output) == (0, Self.outline))
        let targets = try hearth("build", "--call=targets", ".")
        #expect(targets.lines == ["TARGET        DESCRIPTION", "base          ", "app (default) is the image"])
    }

    @Test(arguments: [["--call=check,format=json"], ["--call=check", "--format", "json"]])
    func `a program gets JSON`(words: [String]) throws {
        let run = try hearth.run(HearthFixture.program, ["build"] + words + ["."])
        #expect(run.code == 1)
        let warnings = try #require(try run.object["warnings"] as? [[String: Any]])
        #expect(warnings.map { $0["ruleName"] as? String } == ["StageNameCasing", "JSONArgsRecommended"])
    }

    @Test func `a faulty Dockerfile is shown after what was found in it`() throws {
        let run = try hearth("build", "--check", "-f", "-", ".", input: Array("FROM scratch AS B\nCOPYY a /\n".utf8))
        #expect(run.code == 1)
        #expect(run.output.hasPrefix("Check complete, 1 warning has been found!\n"))
        #expect(run.errors.hasPrefix("stdin:2:1: error: unknown instruction \"COPYY\"\n"))
        let outline = try hearth("build", "--call=outline", "-f", "-", ".", input: Array("FROM scratch\nCOPYY\n".utf8))
        #expect((outline.code, outline.output) == (2, ""))
    }

    @Test func `bake --check answers for each target under its name`() throws {
        let run = try hearth("bake", "--check")
        #expect(run.code == 1)
        #expect(
            run.output == "app\nthe app\n\n" + Self.findings + """

                bad

                bad (dockerfile-inline):2:1: error: unknown instruction "COPYY"
                  2 | COPYY a /
                    | ^~~~~ did you mean COPY?

                """)
        let fine = try hearth("bake", "--check", "fine")
        #expect((fine.code, fine.output) == (0, "fine\n\nCheck complete, no warnings found.\n"))
    }

    @Test func `a target without a Dockerfile does not keep the others from being answered`() throws {
        try hearth.file(
            "none.hcl",
            Array("target \"a\" { context = \"home\" }\ntarget \"b\" { dockerfile-inline = \"FROM scratch\" }\n".utf8))
        let run = try hearth("bake", "-f", "none.hcl", "a", "b", "--check")
        #expect(run.code == 1)
        #expect(run.output.hasPrefix("a\n\nnone.hcl:1:"))
        #expect(run.output.contains("a has no Dockerfile: there is no home/Dockerfile"))
        #expect(run.output.hasSuffix("\nb\n\nCheck complete, no warnings found.\n"))
        let json = try hearth("bake", "-f", "none.hcl", "a", "b", "--call=check,format=json").object
        let targets = try #require(json["target"] as? [String: [String: [String: Any]]])
        #expect(targets["a"]?["check"]?["error"] as? String == "a has no Dockerfile: there is no home/Dockerfile")
    }

    @Test func `bake --call gives JSON of all targets with what they are`() throws {
        let run = try hearth("bake", "--call=check,format=json")
        #expect(run.code == 1)
        let targets = try #require(try run.object["target"] as? [String: [String: [String: Any]]])
        #expect(Set(targets.keys) == ["app", "bad"])
        #expect(targets["app"]?["build"]?["call"] as? String == "lint")
        #expect((targets["app"]?["check"]?["warnings"] as? [Any])?.count == 2)
        #expect(targets["bad"]?["check"]?["error"] as? String == "unknown instruction \"COPYY\"")
    }

    @Test func `a bake file may ask, and the rest is built`() throws {
        let run = try hearth("bake", "asked")
        #expect((run.code, run.errors) == (0, ""))
        #expect(run.output == "asked\n\nTARGET: asked\n\nBUILD ARG   VALUE   DESCRIPTION\nY           2       \n\n")
        let mixed = try hearth("bake", "asked", "fine")
        #expect(mixed.code == 0)
        #expect(mixed.output == run.output)
    }

    @Test(arguments: [["build", "--call=outlin", "."], ["bake", "--call=outlin", "fine"]])
    func `a method that there is not is refused`(words: [String]) throws {
        let run = try hearth.run(HearthFixture.program, words)
        #expect((run.code, run.output) == (2, ""))
        #expect(run.errors == "error: --call: there is no method \"outlin\" to call\nhint: did you mean outline?\n")
    }
}
