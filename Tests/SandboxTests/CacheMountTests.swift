import Foundation
import Host
import TestSupport
import Testing

@Suite(.enabled(if: SandboxFixture.isPossible, Comment(rawValue: SandboxFixture.reason))) struct CacheMountTests {
    private let sandbox: SandboxFixture

    init() throws { sandbox = try SandboxFixture() }

    private func cache(_ more: [String: Any] = [:]) -> [String: Any] {
        ["kind": "cache", "target": "/c", "id": "x"].merging(more) { $1 }
    }

    @Test func `what is in a cache is there the next time`() throws {
        _ = try sandbox.shell("echo 1 >/c/f", ["mounts": [cache()]])
        let outcome = try sandbox.shell("cat /other/f", ["mounts": [cache(["target": "/other"])]])
        #expect(outcome.output == "1\n")
        #expect(try sandbox.shell("ls /c", ["mounts": [cache(["id": "y"])]]).output == "")
        #expect(sandbox.upper() == ["dev", "proc", "sys"])
    }

    @Test func `a cache to be read cannot be written`() throws {
        #expect(try sandbox.shell("echo 1 >/c/f || echo no", ["mounts": [cache(["readOnly": true])]]).output == "no\n")
    }

    @Test func `owner and mode are those of the cache`() throws {
        let mounts = ["mounts": [cache(["owner": 1000, "mode": 0o700])]]
        #expect(try sandbox.shell("stat -c '%a %u %g' /c", mounts).output == "700 1000 1000\n")
        #expect(try sandbox.shell("stat -c '%a %u %g' /c", ["mounts": [cache()]]).output == "755 0 0\n")
    }

    @Test func `one cache can be at two places`() throws {
        for sharing in ["shared", "private", "locked"] {
            let mounts = ["/c", "/d"].map { cache(["target": $0, "sharing": sharing, "id": sharing]) }
            #expect(try sandbox.shell("echo \(sharing) >/c/f; cat /d/f", ["mounts": mounts]).output == "\(sharing)\n")
        }
    }

    @Test func `an empty cache begins with files of layers, once`() throws {
        try sandbox.file("seed/d/sub/f", "seed\n")
        chmod("\(sandbox.folder)/seed/d/sub/f", 0o640)
        chown("\(sandbox.folder)/seed/d/sub/f", 1000, 1001)
        try FileManager.default.createSymbolicLink(
            atPath: "\(sandbox.folder)/seed/d/link", withDestinationPath: "sub/f")
        let old = [FileAttributeKey.modificationDate: Date(timeIntervalSince1970: 1_000_000)]
        try FileManager.default.setAttributes(old, ofItemAtPath: "\(sandbox.folder)/seed/d/sub")
        let mounts = ["mounts": [cache(["lowers": ["seed"], "path": "/d"])]]
        let outcome = try sandbox.shell(
            "cat /c/link; stat -c '%a %u %g' /c/sub/f; stat -c %Y /c/sub; echo changed >/c/sub/f", mounts)
        #expect(outcome.lines == ["seed", "640 1000 1001", "1000000"])
        #expect(try sandbox.shell("cat /c/link", mounts).output == "changed\n")
        #expect(sandbox.text("seed/d/sub/f") == "seed\n")
    }

    // Each of two processes waits to see that the other is there. Who has a cache for itself sees nobody.
    private func together(_ sharing: String) throws -> [[String: Any]] {
        let line =
            "touch /c/$ME; for i in $(seq 20); do test -e /c/$OTHER && echo met && break; sleep 0.1; done; rm -f /c/$ME"
        let runs: [[String: Any]] = [("a", "b"), ("b", "a")].map { me, other in
            [
                "arguments": ["/bin/sh", "-c", line], "lowers": ["base"], "upper": me,
                "environment": ["ME=\(me)", "OTHER=\(other)", "PATH=/bin"], "mounts": [cache(["sharing": sharing])],
            ]
        }
        return try sandbox.run(["runs": runs, "atOnce": true]).runs
    }

    @Test func `a shared cache is for several at once`() throws {
        #expect(try together("shared").contains { $0["output"] as? String == "met\n" })
    }

    @Test(arguments: ["private", "locked"]) func `others are for one at a time`(sharing: String) throws {
        let runs = try together(sharing)
        #expect(runs.allSatisfy { $0["output"] as? String == "" && $0["ending"] as? String == "exited(0)" })
        let family = try #require(try FileManager.default.contentsOfDirectory(atPath: "\(sandbox.folder)/mounts").first)
        let copies = try FileManager.default.contentsOfDirectory(atPath: "\(sandbox.folder)/mounts/\(family)")
        #expect(copies.count == (sharing == "private" ? 2 : 1))
    }

    @Test func `caches that are locked in two orders do not wait for each other`() throws {
        let both = ["x", "y"].map { cache(["id": $0, "target": "/\($0)", "sharing": "locked"]) }
        let runs: [[String: Any]] = (0..<4).map { number in
            [
                "arguments": ["/bin/true"], "lowers": ["base"], "upper": "upper-\(number)",
                "mounts": number.isMultiple(of: 2) ? both : both.reversed(),
            ]
        }
        #expect(
            try sandbox.run(["runs": runs, "atOnce": true]).runs.allSatisfy { $0["ending"] as? String == "exited(0)" })
    }

    @Test func `a process that was killed leaves no lock`() throws {
        let line = "echo there; sleep 100"
        let description: [String: Any] = [
            "arguments": ["/bin/sh", "-c", line], "lowers": ["base"], "mounts": [cache(["sharing": "locked"])],
            "live": true,
        ]
        let running = try Program("/bin/sh", ["-c", "\(try sandbox.command(description)) 2>&1"])
        #expect(running.read(atMost: 6) == Array("there\n".utf8))
        running.kill()
        _ = running.wait()
        #expect(try sandbox.shell("true", ["mounts": [cache(["sharing": "locked"])]]).ending == "exited(0)")
    }
}
