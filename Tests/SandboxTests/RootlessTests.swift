import Foundation
import Host
import TestSupport
import Testing

@Suite(
    .enabled(
        if: SandboxFixture.canBeSomebodyElse,
        "needs root, to become somebody else, and user namespaces"))
struct RootlessTests {
    private let sandbox: SandboxFixture

    init() throws { sandbox = try SandboxFixture() }

    @Test(arguments: SandboxFixture.runtimes) func `who has ids to give is root, and so can others be`(runtime: String)
        throws
    {
        let line = "id -u; touch /tmp/mine; chown app /tmp/mine; stat -c %u /tmp/mine; rm /sub/one"
        let outcome = try sandbox.shell(line, ["runtime": runtime], user: .ranged)
        #expect((outcome.ending, outcome.lines) == ("exited(0)", ["0", "1000"]))
        #expect(outcome.warnings.isEmpty)
        #expect(outcome.isClean)
        #expect(outcome.report["user"] as? Int == 0)
        #expect(sandbox.upper() == ["dev", "proc", "sub", "sub/one", "sys", "tmp", "tmp/mine"])
        var status = stat()
        stat("\(sandbox.folder)/upper/tmp/mine", &status)
        #expect(status.st_uid == 200_999)
    }

    @Test(arguments: SandboxFixture.runtimes) func `another user with ids`(runtime: String) throws {
        let outcome = try sandbox.shell("id", ["runtime": runtime, "user": "app"], user: .ranged)
        #expect(outcome.output == "uid=1000(app) gid=1001(app) groups=50(extra),1001(app)\n")
    }

    @Test(arguments: SandboxFixture.runtimes) func `who has none is root alone, and is told so`(runtime: String) throws
    {
        let outcome = try sandbox.shell(
            "id -u; touch /tmp/mine; chown 1000 /tmp/mine || echo no", ["runtime": runtime], user: .single)
        #expect((outcome.ending, outcome.lines) == ("exited(0)", ["0", "no"]))
        #expect(outcome.warnings.count == 1)
        #expect(outcome.warnings.first?.contains("no ids in /etc/subuid") == true)
        #expect(outcome.report["again"] as? Int == 1)
    }

    @Test func `another user without ids is a fault that says what to do`() throws {
        let outcome = try sandbox.shell("id", ["user": "app"], user: .single)
        #expect(outcome.fault?.contains("user or group 1000") == true)
        #expect(outcome.hint?.contains("--add-subuids") == true)
    }

    @Test func `every kind of mount works`() throws {
        let mounts: [[String: Any]] = [
            ["kind": "cache", "target": "/c", "owner": 1000], ["kind": "tmpfs", "target": "/t", "size": 1 << 20],
            ["kind": "secret", "target": "/run/s", "content": "quiet\n", "owner": 1000],
            ["kind": "files", "target": "/m", "lowers": ["base"], "path": "/sub"],
            ["kind": "files", "target": "/r", "lowers": ["base"], "path": "/sub", "readOnly": true],
        ]
        let line = "cat /run/s /m/one /r/one; touch /c/x && test -d /t && echo ok; ls -d /proc/self /sys/fs; echo $$"
        let outcome = try sandbox.shell(line, ["mounts": mounts, "user": "app"], user: .ranged)
        #expect(outcome.lines == ["quiet", "1", "1", "ok", "/proc/self", "/sys/fs", "1"])
        #expect(outcome.isClean)
    }

    @Test func `limits that nobody can set are a fault`() throws {
        let outcome = try sandbox.shell("true", ["memory": 20_000_000], user: .ranged)
        #expect(outcome.fault?.contains("control groups") == true)
        #expect(outcome.hint != nil)
    }

    @Test func `when this process is killed, all of them end`() throws {
        let word = "\(getpid())5654321"
        let description: [String: Any] = [
            "arguments": ["/bin/sh", "-c", "echo there; sleep \(word)"], "lowers": ["base"], "live": true,
        ]
        let running = try Program("/bin/sh", ["-c", "(\(try sandbox.command(description, user: .ranged))) 2>&1"])
        #expect(running.read(atMost: 6) == Array("there\n".utf8))
        let ids = try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }
        func isOurs(_ id: pid_t, _ word: String) -> Bool {
            guard let words = FileManager.default.contents(atPath: "/proc/\(id)/cmdline") else { return false }
            return String(decoding: words, as: UTF8.self).contains(word)
        }
        let exerciser = ids.filter { isOurs($0, "SandboxExerciser\0") && isOurs($0, "\(sandbox.folder)") }
        for id in exerciser { kill(id, SIGKILL) }
        _ = running.wait()
        SandboxFixture.wait { !(ids.contains(where: { isOurs($0, word) })) }
        #expect(!ids.contains { isOurs($0, word) })
    }
}
