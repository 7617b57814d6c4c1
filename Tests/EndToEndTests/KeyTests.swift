import Foundation
import Host
import TestSupport
import Testing

/// What keys are worth to those who compare them: other people, other machines, other days.
struct KeyTests {
    let hearth: HearthFixture

    init() throws {
        hearth = try HearthFixture()
    }

    /// Runs the program as somebody, in a directory.
    private func keys(
        _ words: [String] = ["key", "*"], in directory: String, as user: Int? = nil,
        environment: [String: String?] = [:]
    ) throws -> HearthRun {
        let line = #"cd -- "$0" && exec "$@""#
        let other = user.map { ["setpriv", "--reuid", "\($0)", "--regid", "\($0)", "--clear-groups"] } ?? []
        var environment = environment
        if user != nil { environment["HEARTH_HOME"] = "/nonexistent/home" }
        return try hearth.run(
            "/bin/sh", ["-c", line, (hearth.folder / directory).word] + other + [HearthFixture.program.word] + words,
            environment: environment)
    }

    /// The monorepo once more, as a clone makes it where new files have the permissions that the mask leaves.
    private func clone(to name: String, mask: String) throws {
        let run = try hearth.shell("umask \(mask) && git clone -q repo '\(name)' && mkdir -p outside")
        #expect(run.code == 0, "\(run.errors)")
    }

    @Test func `two clones have the same keys, wherever and whenever they were made`() throws {
        let first = try Monorepo.make(in: hearth)
        let old = Date(timeIntervalSince1970: 1_000_000_000)
        try clone(to: "else where", mask: "022")
        let second = Checkout(hearth, at: hearth.folder / "else where")
        for file in second.files where !second.isLink(file) {
            try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: second.place(file))
        }
        let (one, two) = (try keys(in: "repo"), try keys(in: "else where"))
        #expect(one.code == 0 && one.output == two.output)
        #expect(one.lines.count == (try first.keys().count))
        #expect(
            try keys(["key", "--why", "*"], in: "repo").output == keys(["key", "--why", "*"], in: "else where").output)
        let plans = try ["repo", "else where"].map { try keys(["plan", "*", "--no-trunc"], in: $0).output }
        #expect(plans[0] == plans[1])
    }

    private static let canChangeUser: Bool = {
        #if os(Linux)
        return getuid() == 0
            && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")
        #else
        return false
        #endif
    }()

    @Test(.enabled(if: canChangeUser, "needs root, and setpriv of util-linux")) func `two users have the same keys`()
        throws
    {
        _ = try Monorepo.make(in: hearth)
        let program = HearthFixture.program.word
        let mayRun = try hearth.run(
            "/usr/bin/setpriv", ["--reuid", "12345", "--regid", "12345", "--clear-groups", "test", "-x", program])
        try #require(mayRun.code == 0, "another user cannot reach \(program)")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hearth.folder.word)
        try clone(to: "theirs", mask: "022")
        #expect(try hearth.shell("chown -R 12345:12345 theirs").code == 0)
        let (mine, theirs) = (try keys(in: "repo"), try keys(in: "theirs", as: 12345))
        #expect(theirs.code == 0, "\(theirs.errors)")
        #expect(mine.output == theirs.output)
    }

    @Test func `where files come with other permissions, the ingredients say so`() throws {
        _ = try Monorepo.make(in: hearth)
        try clone(to: "group", mask: "002")
        #expect(try keys(in: "repo").output != keys(in: "group").output)
        let lists = try ["repo", "group"].map { try keys(["key", "--why", "*"], in: $0).lines }
        #expect(lists[0].count == lists[1].count)
        let differing = zip(lists[0], lists[1]).filter { $0 != $1 && $0.hasPrefix("  files file") }
        #expect(differing.contains { $0.hasSuffix(", 0644, 1 byte") && $1.hasSuffix(", 0664, 1 byte") })
        let directories = zip(lists[0], lists[1]).filter { $0 != $1 && $0.hasPrefix("  files directory") }
        #expect(
            directories.contains {
                $0.contains(", 0644 ×2, 0755 ×2, 2 files, ") && $1.contains(", 0664 ×2, 0775 ×2, 2 files, ")
            }, "\(directories)")
    }

    @Test func `permissions are told the same whether they were looked at now or remembered`() throws {
        _ = try Monorepo.make(in: hearth)
        let first = try keys(["key", "--why", "*"], in: "repo").output
        #expect(try keys(["key", "--why", "*"], in: "repo").output == first)
        let elsewhere: [String: String?] = ["HEARTH_HOME": (hearth.folder / "home2").word]
        #expect(try keys(["key", "--why", "*"], in: "repo", environment: elsewhere).output == first)
    }

    @Test func `an image that is not in the store gives a key, and a warning of what that is worth`() throws {
        try hearth.file("Dockerfile", Array("FROM alpine:3.20\nRUN true\n".utf8))
        let one = try hearth("key", "--set", "*.context=.", "default", "-f", bake("target \"default\" {}"))
        #expect(one.code == 0)
        #expect(one.output.hasPrefix("sha256:"))
        #expect(
            one.errors == "warning: docker.io/library/alpine:3.20 is not in the store: "
                + "keys go by its name, and stay as they are when the name gets another image\n")
        try hearth.file("Dockerfile", Array("FROM alpine:3.20 AS a\nFROM busybox\nCOPY --from=a / /\n".utf8))
        let two = try hearth("key", "--why", "-f", bake("target \"default\" {}"))
        #expect(
            two.errors.hasPrefix("warning: docker.io/library/alpine:3.20, docker.io/library/busybox:latest are not"))
        try hearth.file("Dockerfile", Array("FROM scratch\nCOPY Dockerfile /\n".utf8))
        #expect(try hearth("key", "-f", bake("target \"default\" {}")).errors == "")
    }

    private func bake(_ text: String) throws -> String {
        try hearth.file("bake.hcl", Array((text + "\n").utf8))
    }

    @Test func `neither secrets nor proxies are told`() throws {
        try hearth.file(
            "Dockerfile",
            Array(
                """
                FROM alpine
                ARG SHOWN
                RUN --mount=type=secret,id=token,env=TOKEN --mount=type=secret,id=file make $SHOWN

                """.utf8))
        try hearth.file("file.txt", Array("in the file hush".utf8))
        _ = try bake(
            """
            target "default" {
              secret = ["id=token,env=TOKEN", "id=file,src=file.txt"]
              args   = { HTTP_PROXY = "http://user:hush@proxy", https_proxy = "hush", SHOWN = "seen" }
            }
            """)
        let environment: [String: String?] = ["TOKEN": "hush", "NO_PROXY": "hush", "HTTPS_PROXY": "hush"]
        for words in [
            ["key", "--why"], ["key", "--why", "--format", "json"], ["plan", "--format", "json"], ["plan"],
        ] {
            let run = try keys(words, in: ".", environment: environment)
            #expect(run.code == 0, "\(run.errors)")
            #expect(!run.output.contains("hush") && !run.errors.contains("hush"), "\(words): \(run.output)")
            if words.contains("--why") { #expect(run.output.contains("seen") && run.output.contains("token")) }
        }
        let key = try keys(["key"], in: ".", environment: environment).output
        #expect(try keys(["key"], in: ".", environment: ["TOKEN": "other"]).output == key)
    }

    @Test func `targets that are the same but for their names have the same key, unless files are promised`() throws {
        try hearth.file("Dockerfile", Array("FROM scratch\nCOPY Dockerfile /\n".utf8))
        let keys = try self.keys(
            [
                "key", "--format", "json", "*", "-f",
                bake(
                    """
                    target "one" { tags = ["one:1"] }
                    target "two" { labels = { a = "b" } }
                    target "three" { x-hearth = { key-files = ["Dockerfile"] } }
                    target "four" { x-hearth = { key-files = ["Dockerfile"] } }
                    """),
            ], in: "."
        ).list.reduce(into: [String: String]()) { $0[$1["name"] as? String ?? ""] = $1["key"] as? String }
        #expect(keys["one"] == keys["two"])
        #expect(Set(keys.values).count == 3)
    }
}
