import Foundation
import Host
import TestSupport
import Testing

/// `hearth plan` and `hearth key` as their users see them.
struct PlanTests {
    let hearth: HearthFixture

    init() throws {
        hearth = try HearthFixture()
        try hearth.file(
            "bake.hcl",
            Array(
                """
                group "default" { targets = ["app", "web"] }
                target "app" { target = "app" }
                target "web" { target = "web" }
                target "lib" {
                  dockerfile-inline = "FROM scratch\\nCOPY a.txt /lib"
                }
                target "user" {
                  contexts          = { base = "target:lib" }
                  dockerfile-inline = "FROM base\\nWORKDIR /w"
                }
                target "promised" {
                  x-hearth = { key-files = ["a.txt"] }
                }

                """.utf8))
        try hearth.file(
            "Dockerfile",
            Array(
                """
                FROM alpine:3.20 AS build
                COPY a.txt .
                RUN make

                FROM build AS app
                RUN make app

                FROM scratch AS web
                COPY --from=build /out /

                """.utf8))
        try hearth.file("a.txt", Array("a".utf8))
    }

    @Test func `steps are listed by target and stage, and what is shared is listed once`() throws {
        let run = try hearth("plan")
        #expect((run.code, run.errors) == (0, ""))
        #expect(
            run.output.replacing(#/[0-9a-f]{12}/#, with: "KEY") == """
                app  KEY
                  build FROM docker.io/library/alpine:3.20 (not in the store)
                    KEY  COPY a.txt .  (shared with web)
                    KEY  RUN make  (shared with web)
                  app FROM build
                    KEY  RUN make app

                web  KEY
                  build, as for app: 2 steps
                  web FROM scratch
                    KEY  COPY --from=build /out /

                2 targets, 4 steps, of which 2 shared by several targets

                """)
    }

    @Test func `a target that builds on another names it, and a promise is called one`() throws {
        let run = try hearth("plan", "user", "promised")
        #expect(run.output.contains("user  "))
        #expect(run.output.contains("\n  FROM target:lib\n"))
        #expect(run.output.contains("(a promise of its key-files)\n"))
    }

    @Test func `a program gets all of it`() throws {
        let plan = try hearth("plan", "--format", "json").object
        let steps = try #require(plan["steps"] as? [[String: Any]])
        let titles = ["COPY a.txt .", "RUN make", "RUN make app", "COPY --from=build /out /"]
        #expect(steps.map { $0["title"] as? String } == titles)
        #expect(steps.map { $0["line"] as? Int } == [2, 3, 6, 9])
        #expect(try steps[3]["reads"] as? [String] == [#require(steps[1]["state"] as? String)])
        #expect((plan["targets"] as? [[String: Any]])?.map { $0["name"] as? String } == ["app", "web"])
    }

    @Test func `graphs are written for who draws them`() throws {
        let mermaid = try hearth("plan", "--graph", "mermaid")
        #expect(mermaid.output.hasPrefix("flowchart TD\n"))
        let dot = try hearth("plan", "--graph", "dot")
        #expect(dot.output.hasPrefix("digraph plan {\n"))
        #expect(dot.output.contains("RUN make app"))
    }

    @Test func `findings are counted, and told elsewhere`() throws {
        try hearth.file("Dockerfile", Array("FROM scratch as Build\n".utf8))
        let run = try hearth("plan", "--set", "*.target=")
        #expect(run.errors.hasSuffix("in Dockerfiles; see `hearth check --set '*.target='`\n"))
        let other = try hearth("plan", "-f", "bake.hcl", "app", "--set", "*.target=")
        #expect(other.errors.hasSuffix("in Dockerfiles; see `hearth check -f bake.hcl --set '*.target=' app`\n"))
    }

    @Test func `a key is one line, and the same until a file changes`() throws {
        let first = try hearth("key", "app")
        #expect(first.code == 0)
        #expect(first.output.wholeMatch(of: #/sha256:[0-9a-f]{64}\n/#) != nil)
        try hearth.file("b.txt", Array("is not read".utf8))
        #expect(try hearth("key", "app").output == first.output)
        try hearth.file("a.txt", Array("other".utf8))
        #expect(try hearth("key", "app").output != first.output)
    }

    @Test func `keys of several targets have their names beside them`() throws {
        let lines = try hearth("key").lines
        #expect(lines.compactMap { $0.split(separator: " ").last.map(String.init) } == ["app", "web"])
        let list = try hearth("key", "--format", "json").list
        #expect(list.map { $0["name"] as? String } == ["app", "web"])
        #expect(list.map { $0["key"] as? String } == lines.map { String($0.prefix { $0 != " " }) })
    }

    @Test func `ingredients of two keys can be compared`() throws {
        let before = try hearth("key", "app", "--why").lines
        try hearth.file("a.txt", Array("other".utf8))
        let after = try hearth("key", "app", "--why").lines
        #expect(before.count == after.count)
        let differing = zip(before, after).filter { $0 != $1 }.map(\.0)
        #expect(differing.contains { $0.hasPrefix("  files file a.txt sha256:") })
        #expect(before.contains("  argument /bin/sh") && before.contains("step RUN make"))
    }

    @Test func `a promise has its files for ingredients, and nothing else`() throws {
        let lines = try hearth("key", "--why", "promised").lines
        #expect(lines[0] == "target promised (a promise of its key-files)")
        #expect(lines.contains { $0.hasPrefix("  file a.txt") })
        #expect(!lines.contains { $0.hasPrefix("step") })
    }

    static let faults: [(dockerfile: String, message: String)] = [
        (
            "FROM scratch\nCOPYY a.txt /\n",
            "Dockerfile:2:1: error: unknown instruction \"COPYY\"\n"
        ),
        ("FROM scratch\nCOPY b.txt /\n", "Dockerfile:2:1: error: b.txt is not in the context\n"),
        ("FROM scratch\nCOPY --from=gone:$ / /\n", "Dockerfile:2:"),
    ]

    @Test(arguments: faults) func `what is wrong is shown at its place`(dockerfile: String, message: String) throws {
        try hearth.file("Dockerfile", Array(dockerfile.utf8))
        for command in ["plan", "key", "bake"] {
            let run = try hearth(command, "app", "--set", "*.target=")
            #expect((run.code, run.output) == (2, ""), "\(command)")
            #expect(run.errors.hasPrefix(message), "\(command)")
        }
    }

    @Test func `a missing Dockerfile is told of every target that has none`() throws {
        try FileManager.default.removeItem(at: (hearth.folder / "Dockerfile").url)
        let run = try hearth("plan")
        #expect(run.code == 2)
        #expect(run.errors.contains("app has no Dockerfile"))
        #expect(run.errors.contains("web has no Dockerfile"))
        #expect(run.errors.hasSuffix("2 errors\n"))
    }

    @Test func `a pattern means what is listed, and what is only inherited needs no Dockerfile`() throws {
        try hearth.file(
            "common.hcl",
            Array(
                """
                target "_common" { context = "home" }
                target "app" {
                  inherits          = ["_common"]
                  dockerfile-inline = "FROM scratch"
                }

                """.utf8))
        for command in ["plan", "key", "check"] {
            let run = try hearth(command, "-f", "common.hcl", "*")
            #expect((run.code, run.errors) == (0, ""), "\(command)")
        }
        #expect(
            try hearth("key", "-f", "common.hcl", "--format", "json", "*").list.map { $0["name"] as? String } == ["app"]
        )
        let printed = try hearth("bake", "-f", "common.hcl", "--print", "*").object
        #expect((printed["target"] as? [String: Any])?.keys.sorted() == ["_common", "app"])
        #expect(try hearth("plan", "-f", "common.hcl", "_common").errors.contains("_common has no Dockerfile"))
    }

    @Test func `secrets and keys need not be at hand where nothing runs`() throws {
        let file = """
            target "default" {
              dockerfile-inline = "FROM scratch"
              secret            = ["id=toke"]
              ssh               = ["default=none.key"]
            }

            """
        try hearth.file("secret.hcl", Array(file.utf8))
        for command in ["plan", "key", "check"] {
            let run = try hearth(command, "-f", "secret.hcl")
            #expect((run.code, run.errors) == (0, ""), "\(command)")
        }
        let run = try hearth("bake", "-f", "secret.hcl")
        #expect(run.code == 2)
        #expect(run.errors.contains("for the secret \"toke\""))
        #expect(run.errors.contains("\"none.key\", for the ssh id \"default\", does not exist"))
    }

    @Test(arguments: [("output", "unknown output type \"foo\""), ("cache-to", "unknown cache type \"foo\"")])
    func `what no engine could do is refused, but printed`(attribute: String, message: String) throws {
        let file = """
            target "default" {
              dockerfile-inline = "FROM scratch"
              \(attribute) = ["type=foo"]
            }

            """
        try hearth.file("foo.hcl", Array(file.utf8))
        for command in ["plan", "bake"] {
            let run = try hearth(command, "-f", "foo.hcl")
            #expect((run.code, run.output) == (2, ""), "\(command)")
            #expect(
                run.errors.hasPrefix(
                    "foo.hcl:3:\(attribute.count + 6): error: target \"default\" cannot be built: \(message)\n"))
        }
        #expect(try hearth("bake", "-f", "foo.hcl", "--print").code == 0)
    }

    @Test(arguments: ["plan", "key", "affected", "bake"])
    func `who has a Dockerfile alone is told what to call`(command: String) throws {
        try FileManager.default.removeItem(at: (hearth.folder / "bake.hcl").url)
        let run = try hearth(command)
        #expect(run.code == 2)
        #expect(
            run.errors
                == "error: there is no bake file here\nhint: for a Dockerfile alone: `hearth build .`, `hearth check`\n"
        )
    }
}
