import Foundation
import Host
import TestSupport
import Testing

@Suite(.enabled(if: SandboxFixture.isPossible, Comment(rawValue: SandboxFixture.reason))) struct RunTests {
    private let sandbox: SandboxFixture

    init() throws { sandbox = try SandboxFixture() }

    @Test(arguments: SandboxFixture.runtimes) func `both streams and the exit code come through`(runtime: String) throws
    {
        let outcome = try sandbox.shell("echo out; echo err >&2; exit 3", ["runtime": runtime])
        #expect((outcome.ending, outcome.output, outcome.errors) == ("exited(3)", "out\n", "err\n"))
        #expect(outcome.isClean)
        #expect(outcome.warnings.isEmpty)
    }

    @Test(arguments: SandboxFixture.runtimes) func `what changed is in the upper directory, and what did not is not`(
        runtime: String
    ) throws {
        let line = "echo new >/tmp/new; rm /sub/one; chmod 700 /home; mkdir /sub/two; exit 0"
        let outcome = try sandbox.shell(line, ["runtime": runtime])
        #expect(outcome.ending == "exited(0)")
        #expect(sandbox.upper() == ["dev", "home", "proc", "sub", "sub/one", "sub/two", "sys", "tmp", "tmp/new"])
        #expect(sandbox.text("upper/tmp/new") == "new\n")
        #expect(sandbox.exists("base/sub/one"))
    }

    @Test func `the process is the first, has no input, no terminal and the usual mask`() throws {
        let outcome = try sandbox.shell(
            "echo $$; cat; umask; test -t 0 || echo no terminal; hostname; ls -l /proc/1/exe | wc -l")
        #expect(outcome.lines == ["1", "0022", "no terminal", "buildkitsandbox", "1"])
    }

    @Test func `rights and filters are those of a container`() throws {
        let status = try sandbox.shell("grep -E 'Cap|NoNew|^Seccomp:' /proc/self/status | tr -d '\\t'").lines
        #expect(
            status == [
                "CapInh:0000000000000000", "CapPrm:00000000a80425fb", "CapEff:00000000a80425fb",
                "CapBnd:00000000a80425fb",
                "CapAmb:0000000000000000", "NoNewPrivs:0", "Seccomp:2",
            ])
        let mounting = try sandbox.shell(
            "mount -t tmpfs none /tmp || echo no; ls /proc/acpi /sys/firmware; echo 1 >/proc/sys/kernel/panic || echo no"
        )
        #expect(mounting.lines.filter { $0 == "no" }.count == 2)
    }

    @Test func `the filter stays the same when it is kept`() throws {
        let line = "grep ^Seccomp /proc/self/status | tr -d '\\t'; mount -t tmpfs none /tmp || echo no"
        for _ in 0..<3 { #expect(try sandbox.shell(line).lines == ["Seccomp:2", "Seccomp_filters:1", "no"]) }
        #expect(try sandbox.shell(line, ["privileged": true]).lines == ["Seccomp:0", "Seccomp_filters:0"])
        #expect(try sandbox.shell(line).lines == ["Seccomp:2", "Seccomp_filters:1", "no"])
    }

    @Test func `an insecure process may do what this one may`() throws {
        let outcome = try sandbox.shell(
            "mount -t tmpfs none /tmp && grep ^Seccomp: /proc/self/status", ["privileged": true])
        #expect((outcome.ending, outcome.output) == ("exited(0)", "Seccomp:\t0\n"))
    }

    @Test func `it is not asked what else this process knows`() throws {
        let outcome = try sandbox.shell("env; ls /proc/self/fd", ["environment": ["PATH=/bin", "A=b c", "E="]])
        let variables = outcome.lines.filter {
            $0.contains("=") && !["PWD", "SHLVL"].contains($0.prefix { $0 != "=" })
        }
        #expect(Set(variables) == ["PATH=/bin", "A=b c", "E=", "HOME=/root"])
        #expect(outcome.lines.filter { Int($0) != nil } == ["0", "1", "2", "3"])
    }

    @Test(arguments: [
        ("app", "uid=1000(app) gid=1001(app) groups=50(extra),1001(app)", "/home/app"),
        ("1000", "uid=1000(app) gid=1001(app) groups=50(extra),1001(app)", "/home/app"),
        ("app:other", "uid=1000(app) gid=60(other) groups=60(other)", "/home/app"),
        ("1000:60", "uid=1000(app) gid=60(other) groups=60(other)", "/home/app"),
        ("7", "uid=7 gid=0(root) groups=0(root)", "/"), ("7:8", "uid=7 gid=8 groups=8", "/"),
        ("0", "uid=0(root) gid=0(root) groups=0(root)", "/root"),
    ]) func `users are those of the root`(user: String, id: String, home: String) throws {
        let outcome = try sandbox.shell("id; echo $HOME", ["user": user])
        #expect(outcome.lines == [id, home])
    }

    @Test func `HOME stays as it was set`() throws {
        #expect(try sandbox.shell("echo $HOME", ["user": "app", "environment": ["HOME=/x"]]).output == "/x\n")
    }

    @Test(arguments: [
        ("nobody", "user nobody in /etc/passwd of the stage"),
        ("app:none", "group none in /etc/group of the stage"),
    ])
    func `unknown users are told`(user: String, words: String) throws {
        let outcome = try sandbox.shell("id", ["user": user])
        #expect(outcome.fault == "there is no \(words)")
        #expect(outcome.isClean)
    }

    @Test func `users are read from within the root`() throws {
        try sandbox.make(["odd/etc"])
        try FileManager.default.createSymbolicLink(
            atPath: "\(sandbox.folder)/odd/etc/passwd", withDestinationPath: "/../../../../etc/shadow")
        let outcome = try sandbox.shell("id -u", ["lowers": ["base", "odd"], "user": "app"])
        #expect(outcome.fault == "there is no user app in /etc/passwd of the stage")
        try FileManager.default.removeItem(atPath: "\(sandbox.folder)/odd/etc/passwd")
        mkfifo("\(sandbox.folder)/odd/etc/passwd", 0o644)
        #expect(
            try sandbox.shell("id -u", ["lowers": ["base", "odd"], "user": "app"]).fault?.contains("/etc/passwd")
                == true)
    }

    @Test func `the working directory is made for who works in it`() throws {
        let outcome = try sandbox.shell("pwd; stat -c '%a %u:%g' .", ["directory": "/a/b", "user": "app"])
        #expect(outcome.lines == ["/a/b", "755 1000:1001"])
        #expect(sandbox.exists("upper/a/b"))
        #expect(try sandbox.shell("pwd", ["directory": "/etc/passwd/x"]).fault?.contains("/etc/passwd/x") == true)
    }

    @Test(arguments: SandboxFixture.runtimes) func `a program that is not there is told in the runtime's words`(
        runtime: String
    ) throws {
        let outcome = try sandbox.run(["arguments": ["/bin/none"], "lowers": ["base"], "runtime": runtime])
        #expect(outcome.fault?.hasPrefix("the process could not be started: ") == true)
        #expect(outcome.fault?.contains("/bin/none") == true)
        #expect(outcome.isClean)
    }

    @Test func `a runtime that is not there is told`() throws {
        let outcome = try sandbox.shell("true", ["runtime": "no-such-runtime"])
        #expect(outcome.fault == "no OCI runtime is installed (looked for no-such-runtime)")
        #expect(outcome.hint == "sudo apt-get install crun")
    }

    @Test func `limits of the process`() throws {
        let outcome = try sandbox.shell("ulimit -n; ulimit -Hn; ulimit -c", ["limits": ["nofile=100:200", "core=-1"]])
        #expect(outcome.lines == ["100", "200", "unlimited"])
        #expect(try sandbox.shell("true", ["limits": ["files=1"]]).fault == "`files=1` is no limit of a process")
    }

    @Test func `shared memory has its size`() throws {
        #expect(try sandbox.shell("df -k /dev/shm | grep -c 65536").output == "1\n")
        #expect(try sandbox.shell("df -k /dev/shm | grep -c 1024", ["sharedMemory": 1 << 20]).output == "1\n")
    }

    @Test func `a network of its own has a loopback and nothing else`() throws {
        let outcome = try sandbox.shell(
            "ip -o link | wc -l; ip -o addr show lo | head -n 1 | grep -c 127.0.0.1", ["network": "none"])
        #expect(outcome.lines == ["1", "1"])
    }

    @Test func `a script with a first line of its own is run as it is`() throws {
        let outcome = try sandbox.shell(
            "/dev/pipes/EOF; echo more >>/dev/pipes/EOF || echo read only", ["script": "#!/bin/sh\necho $0\n"])
        #expect(outcome.lines == ["/dev/pipes/EOF", "read only"])
        #expect(sandbox.upper() == ["dev", "proc", "sys"])
    }

    @Test func `more than a hundred layers`() throws {
        let names = (0..<150).map { "layers/\(String(repeating: "long-name-", count: 15))\($0)" }
        for (number, name) in names.enumerated() { try sandbox.file("\(name)/n/\(number)", "\(number)") }
        let outcome = try sandbox.shell("ls /n | wc -l; cat /n/149", ["lowers": ["base"] + names])
        #expect(outcome.output == "150\n149")
    }

    @Test func `no layers at all`() throws {
        try sandbox.make(["empty"])
        let busybox = "\(sandbox.folder)/base/bin"
        #expect(!busybox.isEmpty)
        let outcome = try sandbox.run([
            "lowers": [String](),
            "arguments": ["/b/busybox", "sh", "-c", "/b/busybox mkdir /made; /b/busybox ls /etc"],
            "mounts": [["kind": "files", "target": "/b", "lowers": ["base"], "path": "/bin", "readOnly": true]],
        ])
        #expect((outcome.ending, outcome.output) == ("exited(0)", "hosts\nresolv.conf\n"))
        #expect(sandbox.upper() == ["dev", "made", "proc", "sys"])
    }

    @Test func `everybody may look into the root`() throws {
        chmod("\(sandbox.folder)/upper", 0o700)
        #expect(try sandbox.shell("ls / >/dev/null && echo yes", ["user": "app"]).output == "yes\n")
    }
}
