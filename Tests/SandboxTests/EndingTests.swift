import Foundation
import Host
import TestSupport
import Testing

@Suite(.enabled(if: SandboxFixture.isPossible, Comment(rawValue: SandboxFixture.reason))) struct EndingTests {
    private let sandbox: SandboxFixture

    init() throws { sandbox = try SandboxFixture() }

    /// Processes of the machine that have a word in their command line, the tests' own left out.
    private func processes(with word: String) -> Int {
        let ids = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).filter { Int($0) != nil }
        return ids.count { id in
            guard let words = FileManager.default.contents(atPath: "/proc/\(id)/cmdline") else { return false }
            return String(decoding: words, as: UTF8.self).contains(word)
        }
    }

    @Test func `what a process leaves running ends with it`() throws {
        let word = "\(getpid())7654321"
        let outcome = try sandbox.shell("setsid sleep \(word) & (sleep \(word) &) ; exit 5")
        #expect(outcome.ending == "exited(5)")
        #expect(processes(with: word) == 0)
    }

    @Test func `it may close its streams and go on`() throws {
        let outcome = try sandbox.shell("exec >/dev/null 2>&1; sleep 0.2; touch /tmp/late; exit 6")
        #expect(outcome.ending == "exited(6)")
        #expect(sandbox.exists("upper/tmp/late"))
    }

    @Test(arguments: SandboxFixture.runtimes) func `when this process is killed, all of them end`(runtime: String)
        throws
    {
        let word = "\(getpid())8654321"
        let description: [String: Any] = [
            "arguments": ["/bin/sh", "-c", "echo there; setsid sleep \(word) & sleep \(word)"], "lowers": ["base"],
            "live": true,
            "runtime": runtime,
        ]
        let running = try Program("/bin/sh", ["-c", "\(try sandbox.command(description)) 2>&1"])
        #expect(running.read(atMost: 6) == Array("there\n".utf8))
        SandboxFixture.wait { processes(with: word) > 0 }
        #expect(processes(with: word) > 0)
        running.kill()
        _ = running.wait()
        // The kernel needs a moment for it.
        SandboxFixture.wait { processes(with: word) == 0 }
        #expect(processes(with: word) == 0)
    }

    @Test(arguments: SandboxFixture.runtimes) func `when it is no longer wanted, all of it ends`(runtime: String) throws
    {
        let word = "\(getpid())9654321"
        let outcome = try sandbox.shell(
            "setsid sleep \(word) & echo there; sleep \(word)", ["cancelAfter": "there", "runtime": runtime])
        #expect(outcome.fault == "cancelled")
        #expect(outcome.isClean)
        #expect(processes(with: word) == 0)
        #expect(groups(of: outcome).isEmpty)
    }

    /// Control groups that a process left.
    private func groups(of outcome: Outcome) -> [String] {
        let tops = ((try? FileManager.default.contentsOfDirectory(atPath: "/sys/fs/cgroup")) ?? []) + [""]
        return tops.flatMap { top in
            ((try? FileManager.default.contentsOfDirectory(atPath: "/sys/fs/cgroup/\(top)/hearth")) ?? [])
                .filter { $0.hasPrefix("hearth-\(outcome.report["process"] as? Int ?? 0)-") }
        }
    }

    @Test func `a request to stop ends it`() throws {
        let description: [String: Any] = [
            "arguments": ["/bin/sh", "-c", "echo there; sleep 1000"], "lowers": ["base"], "live": true,
        ]
        try sandbox.file("live", "")
        try sandbox.file("report", "")
        let places: [String] = ["/dev/null", "\(sandbox.folder)/report", "\(sandbox.folder)/live"]
        let streams = try places.map { try Descriptor(open($0, O_RDWR | O_CLOEXEC)) }
        let running = try ChildProcess(
            "/bin/sh", ["-c", try sandbox.command(description)], environment: [:], in: sandbox.folder,
            streams: streams.map(\.number))
        SandboxFixture.wait { sandbox.text("live") == "there\n" }
        running.signal(SIGTERM)
        _ = running.wait()
        #expect(sandbox.text("report")?.contains("continue: interrupted system call") == true)
    }

    @Test func `a flood of output takes no memory and loses nothing`() throws {
        let outcome = try sandbox.shell("head -c 50000000 /dev/zero; head -c 1000 /dev/zero >&2")
        #expect(outcome.ending == "exited(0)")
        #expect(outcome.runs.first?["total"] as? Int == 50_001_000)
    }

    @Test func `a process that removes everything is survived`() throws {
        let mounts = [["kind": "files", "target": "/b", "lowers": ["base"], "path": "/bin", "readOnly": true]]
        let outcome = try sandbox.shell(
            "chmod 000 /; /b/busybox rm -rf / 2>/dev/null; /b/busybox true", ["mounts": mounts])
        #expect(outcome.ending == "exited(0)")
        #expect(outcome.isClean)
        #expect(sandbox.exists("base/bin/busybox"))
        #expect(try sandbox.shell("cat /sub/one").output == "1\n")
    }

    @Test func `a hundred thousand files are survived`() throws {
        let outcome = try sandbox.shell("mkdir /n; cd /n; seq 100000 | xargs touch; ls | wc -l")
        #expect((outcome.ending, outcome.output) == ("exited(0)", "100000\n"))
        #expect(sandbox.upper().count { $0.hasPrefix("n/") } == 100_000)
    }

    @Test func `directories without end are removed`() throws {
        let line =
            "cd /m; d=1; for i in $(seq 10); do d=$d/$d; done 2>/dev/null; i=0; while test $i -lt 3000; do mkdir d; cd d; i=$((i+1)); done; echo deep"
        let mounts = [["kind": "files", "target": "/m", "lowers": ["base"], "path": "/sub"]]
        let outcome = try sandbox.shell(line, ["mounts": mounts])
        #expect(outcome.output == "deep\n")
        #expect(outcome.isClean)
    }

    @Test(.enabled(if: SandboxFixture.has("/sys/fs/cgroup"), "needs control groups"))
    func `memory that ran out is told with its limit`() throws {
        let line = "x=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; while true; do x=$x$x; done"
        let outcome = try sandbox.shell(line, ["memory": 20_000_000])
        #expect(outcome.ending == "outOfMemory(limit: Optional(20000000))")
        #expect(groups(of: outcome).isEmpty)
        #expect(try sandbox.shell("exit 137", ["memory": 20_000_000]).ending == "exited(137)")
    }

    @Test func `devices of the machine are out of reach`() throws {
        let outcome = try sandbox.shell(
            "mknod /tmp/disk b 254 0; cat /tmp/disk >/dev/null || echo no; mknod /dev/kmem c 1 2; head -c 1 /dev/kmem || echo no"
        )
        #expect(outcome.output == "no\nno\n")
    }

    @Test func `many at once do not get in each other's way`() throws {
        let runs: [[String: Any]] = (0..<8).map { number in
            [
                "arguments": ["/bin/sh", "-c", "echo \(number); touch /tmp/\(number); ls /tmp"], "lowers": ["base"],
                "upper": "many-\(number)",
            ]
        }
        let outcome = try sandbox.run(["runs": runs, "atOnce": true])
        #expect(outcome.runs.map { $0["output"] as? String } == (0..<8).map { "\($0)\n\($0)\n" })
        #expect(outcome.runs.last?["left"] != nil)
    }
}
