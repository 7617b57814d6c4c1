import Foundation
import Host
import TestSupport
import Testing

/// `hearth affected` in a real repository.
struct AffectedTests {
    let hearth: HearthFixture

    init() throws {
        hearth = try HearthFixture()
        try write("home\n", to: ".gitignore")
        for name in ["app", "web"] {
            try FileManager.default.createDirectory(at: (hearth.folder / name).url, withIntermediateDirectories: true)
            try write("FROM scratch\nCOPY src.txt /\nWORKDIR /w\n", to: "\(name)/Dockerfile")
            try write("1", to: "\(name)/src.txt")
        }
        try write(
            """
            group "default" { targets = ["app", "web"] }
            target "app" { context = "app" }
            target "web" { context = "web" }

            """, to: "bake.hcl")
        try shell("git init -q && git add -A && git -c user.name=a -c user.email=a@b commit -qm one && git tag one")
    }

    private func write(_ text: String, to name: String) throws {
        try hearth.file(name, Array(text.utf8))
    }

    private func shell(_ line: String) throws {
        let run = try hearth.shell(line)
        #expect((run.code, run.errors) == (0, ""), "\(line)")
    }

    @Test func `nothing changed is nothing affected`() throws {
        let run = try hearth("affected", "--since", "one")
        #expect((run.code, run.output, run.errors) == (0, "", ""))
        #expect(try hearth("affected", "--format", "json").output == "[]\n")
    }

    @Test func `what is only inherited is no target of a pattern, and secrets need not be at hand`() throws {
        try write(
            """
            target "_common" { secret = ["id=toke"] }
            target "app" {
              inherits = ["_common"]
              context  = "app"
            }

            """, to: "bake.hcl")
        try shell("git add -A && git -c user.name=a -c user.email=a@b commit -qm common")
        try write("2", to: "app/src.txt")
        let run = try hearth("affected", "*")
        #expect((run.code, run.output, run.errors) == (0, "app\n", ""))
    }

    @Test func `a changed file affects who reads it, committed or not`() throws {
        try write("2", to: "app/src.txt")
        try write("is not read", to: "web/other.txt")
        #expect(try hearth("affected").output == "app\n")
        try shell("git add -A && git -c user.name=a -c user.email=a@b commit -qm two")
        #expect(try hearth("affected").output == "")
        #expect(try hearth("affected", "--since", "one", "--format", "json").output == "[\"app\"]\n")
    }

    @Test func `why is told by the instruction`() throws {
        try write("2", to: "app/src.txt")
        try write("FROM scratch\nCOPY src.txt /\nWORKDIR /other\n", to: "web/Dockerfile")
        let run = try hearth("affected", "--why")
        #expect(
            run.output == """
                app
                  app/Dockerfile:2: COPY src.txt /: files changed: app/src.txt
                web
                  WORKDIR /w: is gone
                  web/Dockerfile:3: WORKDIR /other: is new
                  bake.hcl:3: image of web: config changed

                """)
        let list = try hearth("affected", "--why", "--format", "json").list
        #expect(list.map { $0["name"] as? String } == ["app", "web"])
        #expect(list.map { $0["change"] as? String } == ["changed", "changed"])
    }

    @Test func `a target that is new, or was faulty, is affected`() throws {
        try write(
            """
            group "default" { targets = ["app", "web", "more"] }
            target "app" { context = "app" }
            target "web" { context = "web" }
            target "more" { context = "web" }

            """, to: "bake.hcl")
        let run = try hearth("affected", "--why")
        #expect(run.output == "more\n  is new\n")
        try write("FROM scratch\nCOPY gone /\n", to: "app/Dockerfile")
        try shell("git add -A && git -c user.name=a -c user.email=a@b commit -qm faulty")
        try write("FROM scratch\nCOPY src.txt /\nWORKDIR /w\n", to: "app/Dockerfile")
        #expect(try hearth("affected", "--why", "app").output == "app\n  could not have been built\n")
    }

    @Test func `without bake files at the time everything is new`() throws {
        try shell("git rm -q --cached bake.hcl && git -c user.name=a -c user.email=a@b commit -qm without")
        #expect(try hearth("affected", "--why", "app").output == "app\n  is new\n")
    }

    static let faults: [(words: [String], start: String)] = [
        (["--since", "on"], "error: there is no commit \"on\"\nhint: did you mean \"one\"?\n"),
        (["--since", ""], "error: the revision is empty\n"),
        (["gone"], "error: "),
    ]

    @Test(arguments: faults) func `what cannot be compared is told`(words: [String], start: String) throws {
        let run = try hearth.run(HearthFixture.program, ["affected"] + words)
        #expect((run.code, run.output) == (2, ""))
        #expect(run.errors.hasPrefix(start))
    }

    @Test func `a folder that is in no repository is told of`() throws {
        let hearth = try HearthFixture()
        try hearth.file("bake.hcl", Array("target \"default\" { dockerfile-inline = \"FROM scratch\" }\n".utf8))
        let run = try hearth("affected", environment: ["GIT_CEILING_DIRECTORIES": "/tmp"])
        #expect((run.code, run.output) == (2, ""))
        #expect(run.errors.contains("is in no git repository"))
    }

    private func repository(_ files: [String: String] = [:]) throws -> Checkout {
        let checkout = try Checkout(hearth)
        try checkout.write(
            """
            target "a" { dockerfile-inline = "FROM scratch\\nCOPY src /" }
            target "b" { dockerfile-inline = "FROM scratch\\nCOPY other /" }

            """, to: "bake.hcl")
        for (name, text) in ["src/x": "1", "other/y": "1"].merging(files, uniquingKeysWith: { $1 }) {
            try checkout.write(text, to: name)
        }
        try checkout.commit()
        return checkout
    }

    /// A change after which the names are those, since the last commit.
    struct Edit: CustomTestStringConvertible {
        let testDescription: String
        let files: [String: String]
        let targets: String
        let edit: @Sendable (Checkout) throws -> Void
        let affected: [String]
    }

    private static let context = "FROM scratch\nCOPY x /\n"

    static let edits: [Edit] = [
        Edit(
            testDescription: "a link in the place of a Dockerfile leads to another one",
            files: ["one": "FROM scratch\nCOPY x /\n", "two": "FROM scratch\nCOPY y /\n", "x": "x", "y": "y"],
            targets: #"target "a" { dockerfile = "link" }"#, edit: { try $0.link("link", to: "two") }, affected: ["a"]),
        Edit(
            testDescription: "a link in the place of a context leads to another one",
            files: ["one/Dockerfile": context, "two/Dockerfile": context, "one/x": "1", "two/x": "2"],
            targets: #"target "a" { context = "link" }"#, edit: { try $0.link("link", to: "two") }, affected: ["a"]),
        Edit(
            testDescription: "a link in the place of a context leads to the same elsewhere",
            files: ["one/Dockerfile": context, "two/Dockerfile": context, "one/x": "1", "two/x": "1"],
            targets: #"target "a" { context = "link" }"#, edit: { try $0.link("link", to: "two") }, affected: []),
        Edit(
            testDescription: "a context that moves as it is",
            files: ["one/Dockerfile": context, "one/x": "1", "one/deep/er": "2"],
            targets: #"target "a" { context = "one" }"#,
            edit: {
                try $0.git("mv", "one", "three")
                try $0.write(#"target "a" { context = "three" }"#, to: "bake.hcl")
            }, affected: []),
        Edit(
            testDescription: "a directory that comes with nothing that counts in it",
            files: [".dockerignore": ".git\n**/*.log\n"],
            targets: #"target "a" { dockerfile-inline = "FROM scratch\nCOPY . /" }"#,
            edit: { try $0.write("log", to: "logs/deep/a.log") }, affected: ["a"]),
        Edit(
            testDescription: "a directory that git does not know",
            files: [".dockerignore": ".git\n"],
            targets: #"target "a" { dockerfile-inline = "FROM scratch\nCOPY . /" }"#,
            edit: {
                try FileManager.default.createDirectory(atPath: $0.place("empty"), withIntermediateDirectories: false)
            },
            affected: []),
        Edit(
            testDescription: "a mounted directory that was not there",
            files: ["one/x": "1"],
            targets:
                #"target "a" { dockerfile-inline = "FROM scratch\nRUN --mount=type=bind,source=one,target=/o x" }"#,
            edit: {
                try $0.git("mv", "one", "three")
                try $0.write(
                    #"target "a" { dockerfile-inline = "FROM scratch\nRUN --mount=type=bind,source=three,target=/o x" }"#,
                    to: "bake.hcl")
            }, affected: []),
        Edit(
            testDescription: "a .dockerignore that was faulty",
            files: [".dockerignore": "[\n"],
            targets: #"target "a" { dockerfile-inline = "FROM scratch\nCOPY bake.hcl /" }"#,
            edit: { try $0.remove(".dockerignore") }, affected: ["a"]),
        Edit(
            testDescription: "a key file that was a directory",
            files: ["lock/x": "1"],
            targets: #"target "a" { x-hearth = { key-files = ["lock"] } dockerfile-inline = "FROM scratch" }"#,
            edit: {
                try $0.remove("lock")
                try $0.write("1", to: "lock")
            }, affected: ["a"]),
    ]

    @Test(arguments: edits) func `links and directories are those of the revision`(edit: Edit) throws {
        let checkout = try Checkout(hearth)
        for (name, text) in edit.files { try checkout.write(text, to: name) }
        try checkout.write(
            edit.targets.replacing("} dockerfile", with: "}\n  dockerfile")
                .replacing("{ x-hearth", with: "{\n  x-hearth").replacing("scratch\" }", with: "scratch\"\n}"),
            to: "bake.hcl")
        if edit.files["one"] != nil || edit.files["two/x"] != nil { try checkout.link("link", to: "one") }
        try checkout.commit()
        try edit.edit(checkout)
        let run = try checkout("affected", "*")
        #expect((run.code, run.lines) == (0, edit.affected), "\(run.errors)")
    }

    @Test func `where new files are for a group, so are those that were`() throws {
        _ = try repository(["src/deep/er/z": "1"])
        let run = try hearth.shell(
            """
            umask 002 && cd repo && rm -rf src other && git checkout -q . && hearth affected '*' && echo moved \
            && git mv src there && sed -i 's/COPY src/COPY there/' bake.hcl && hearth affected '*'
            """)
        #expect((run.code, run.output) == (0, "moved\n"), "\(run.errors)")
    }

    @Test func `the files that changed are named`() throws {
        let checkout = try repository(["src/.keep": "", "docs/d": "d"])
        try checkout.write("2", to: "src/x")
        try checkout.write("2", to: "docs/d")
        #expect(
            try checkout("affected", "--why", "*").output == """
                a
                  a (dockerfile-inline):2: COPY src /: files changed: src/x

                """)
        for number in 0..<9 { try checkout.write("n", to: "other/n\(number)") }
        try checkout.write("other", to: "src/.keep")
        try checkout.git("add", "-A")
        try checkout.write("", to: "src/.keep")
        let run = try checkout("affected", "--why", "*")
        #expect(run.output.contains("COPY src /: files changed: src/x\n"))
        #expect(
            run.output.contains(
                "COPY other /: files changed: other/n0, other/n1, other/n2, other/n3, other/n4 and 4 more\n"))
        let list = try checkout("affected", "--why", "--format", "json", "b").list
        let difference = (list.first?["differences"] as? [[String: Any]])?.first
        let ingredient = (difference?["ingredients"] as? [[String: Any]])?.first
        #expect((ingredient?["files"] as? [String])?.count == 9)
    }

    @Test func `files are named that --parents, mounts and promises read, and an ignore file that leaves out others`()
        throws
    {
        let checkout = try repository([
            "one/a/f": "", "one/b/f": "", "one/c": "", "lock": "1", ".dockerignore": "other\n",
        ])
        try checkout.write(
            """
            target "parts" { dockerfile-inline = "FROM scratch\\nCOPY --parents --exclude=b one/*/f /" }
            target "mount" { dockerfile-inline = "FROM scratch\\nRUN --mount=type=bind,source=one,target=/o x" }
            target "lock" {
              x-hearth          = { key-files = ["lock"] }
              dockerfile-inline = "FROM scratch"
            }
            target "all" { dockerfile-inline = "FROM scratch\\nCOPY src src* /" }
            target "one" { dockerfile-inline = "FROM scratch\\nCOPY one /" }

            """, to: "bake.hcl")
        try checkout.commit()
        for name in ["one/a/f", "one/b/f", "one/a/g", "lock"] { try checkout.write("2", to: name) }
        try checkout.write("other\nsrc/.*\none/c\n", to: ".dockerignore")
        try checkout.write("", to: "src/.new")
        #expect(
            try checkout("affected", "--why", "*").output == """
                lock
                  bake.hcl:3: lock: file changed: lock
                mount
                  mount (dockerfile-inline):2: RUN --mount=type=bind,source=one,target=/o x: files changed: .dockerignore, one/a/f, one/a/g, one/b/f
                one
                  one (dockerfile-inline):2: COPY one /: files changed: .dockerignore, one/a/f, one/a/g, one/b/f
                parts
                  parts (dockerfile-inline):2: COPY --parents --exclude=b one/*/f /: files changed: one/a/f, one/b/f

                """)
    }

    /// What only who called the program can put right.
    static let refusals: [(line: String, message: String)] = [
        ("rm -rf .git ../.git && hearth affected a", "is in no git repository\nhint: change to a directory of a clone"),
        ("cp -r * .git && cd .git && git config core.bare true && hearth affected a", "is bare"),
        ("hearth affected --since mian a", "there is no commit \"mian\"\nhint: did you mean \"main\"?\n"),
        ("hearth affected --since HEAD~9 a", "there is no commit \"HEAD~9\"\nhint: name a branch, a tag or a commit"),
        ("hearth affected --since '' a", "the revision is empty"),
        (
            "rm -rf .git && git init -q && hearth affected a",
            "has no commits yet\nhint: everything is new"
        ),
        (
            "git clone -q --depth 1 file://$PWD ../shallow && cd ../shallow && hearth affected --since HEAD~1 a",
            "there is no commit \"HEAD~1\"\nhint: this clone is shallow: run `git fetch --unshallow`"
        ),
        (
            "H=$(command -v hearth) && PATH=/nonexistent $H affected a",
            "git is not installed, or not in PATH\nhint: install git"
        ),
        ("printf '<<<<<<< HEAD\\n' >> bake.hcl && hearth affected a", "bake.hcl:3:1: error:"),
    ]

    @Test(arguments: refusals) func `what stands in the way is told, with the way out`(line: String, message: String)
        throws
    {
        let checkout = try repository()
        try checkout.write("2", to: "src/x")
        try checkout.commit()
        let run = try hearth.shell("cd repo && \(line)")
        #expect((run.code, run.output) == (2, ""))
        #expect(run.errors.contains(message), "\(run.errors)")
    }

    /// Where the program may find itself.
    static let places: [(line: String, output: String)] = [
        ("git checkout -q --detach HEAD~1 && hearth affected --since main '*'", "a\n"),
        ("git worktree add -q ../linked HEAD~1 2>&1 && cd ../linked && echo 9 > other/y && hearth affected '*'", "b\n"),
        ("hearth affected --since $(git rev-list --max-parents=0 HEAD) '*'", "a\n"),
        ("git checkout -q --orphan fresh && echo 9 > other/y && hearth affected --since main '*'", "b\n"),
        ("cp bake.hcl .. && echo 9 > other/y && hearth affected -f ../bake.hcl '*'", "b\n"),
        (
            "mkdir -p src/s && cd src/s && sed 's/COPY src/COPY s/' ../../bake.hcl > ../bake.hcl && cd .. && mkdir other && echo 9 > s/z"
                + " && echo 9 > other/z && hearth affected '*'", "a\nb\n"
        ),
        (
            "cd src && printf 'target \"t\" {\\n context = \"..\"\\n dockerfile-inline = \"FROM scratch\\\\nCOPY src /\"\\n}\\n' > bake.hcl"
                + " && git add -A && git commit -qm 3 && hearth affected t && echo 3 > x && hearth affected t", "t\n"
        ),
        (
            "mkdir ../out && echo o > ../out/o && printf 'target \"t\" {\\n context = \"../out\"\\n dockerfile-inline = \"FROM"
                + " scratch\\\\nCOPY o /\"\\n}\\n' > bake.hcl && git commit -qam 3 && echo p > ../out/o && hearth affected t",
            ""
        ),
        (
            "for b in one two; do git checkout -q -b $b main && echo $b > other/y && git commit -qam $b; done;"
                + " git merge -q one > /dev/null 2>&1; hearth affected '*'", "b\n"
        ),
        (
            "head -c 110000000 /dev/zero > src/big && git add -A && git commit -qm 3 && hearth affected '*' && echo >> src/big"
                + " && hearth affected '*'", "a\n"
        ),
        (
            "for n in $(seq 5000); do echo $n > other/$n; done; git add -A && git commit -qm 3"
                + " && for n in $(seq 5000); do echo $n- > other/$n; done; hearth affected '*'", "b\n"
        ),
        (
            "git init -q ../lib && (cd ../lib && echo 1 > f && git add f && git commit -qm 1)"
                + " && git -c protocol.file.allow=always submodule --quiet add $PWD/../lib other/lib && git commit -qm 3"
                + " && hearth affected '*' && echo 2 > other/lib/f && hearth affected '*' && cd other/lib && git commit -qam 2"
                + " && cd ../.. && git commit -qam 4 && hearth affected '*' && hearth affected --since HEAD~1 '*'",
            "b\nb\n"
        ),
    ]

    @Test(arguments: places) func `the answer is right wherever it is asked for`(line: String, output: String) throws {
        let checkout = try repository()
        try checkout.write("2", to: "src/x")
        try checkout.commit()
        let identity = ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"]
        let run = try hearth.run(
            "/bin/sh", ["-c", "cd repo && \(line)"],
            environment: Dictionary(uniqueKeysWithValues: identity.map { ($0, "a@example.com") }))
        #expect((run.code, run.output) == (0, output), "\(run.errors)")
    }
}
