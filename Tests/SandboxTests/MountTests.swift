import Foundation
import Host
import TestSupport
import Testing

@Suite(.enabled(if: SandboxFixture.isPossible, Comment(rawValue: SandboxFixture.reason))) struct MountTests {
    private let sandbox: SandboxFixture

    init() throws { sandbox = try SandboxFixture() }

    private func mount(_ kind: String, _ target: String, _ more: [String: Any] = [:]) -> [String: Any] {
        more.merging(["kind": kind, "target": target]) { $1 }
    }

    // MARK: - Files of the network

    @Test func `hosts and resolv.conf are there, cannot be written, and the image's own come back`() throws {
        try sandbox.file("base/etc/hosts", "mine\n")
        let line =
            "cat /etc/hosts; test -s /etc/resolv.conf && echo resolver; echo x >/etc/hosts || echo read only; ls /etc"
        let outcome = try sandbox.shell(line, ["hostname": "here", "hosts": ["db": "10.0.0.1"]])
        #expect(
            outcome.lines.prefix(5) == [
                "127.0.0.1\tlocalhost here", "::1\tlocalhost ip6-localhost ip6-loopback", "10.0.0.1\tdb", "resolver",
                "read only",
            ])
        #expect(sandbox.upper() == ["dev", "proc", "sys"])
        #expect(sandbox.text("base/etc/hosts") == "mine\n")
    }

    @Test func `a link of the image for resolv.conf stays what it is`() throws {
        for target in ["/run/stub/resolv.conf", "../run/../../../run/stub/resolv.conf"] {
            let link = "\(sandbox.folder)/base/etc/resolv.conf"
            try? FileManager.default.removeItem(atPath: link)
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
            let outcome = try sandbox.shell("test -f /run/stub/resolv.conf && ls -l /etc/resolv.conf | grep -c stub")
            #expect(outcome.output == "1\n")
            #expect(sandbox.upper() == ["dev", "proc", "sys"])
        }
    }

    @Test func `a circle of links is a fault, not a hang`() throws {
        try FileManager.default.createSymbolicLink(
            atPath: "\(sandbox.folder)/base/etc/hosts", withDestinationPath: "hosts")
        let outcome = try sandbox.shell("true")
        #expect(outcome.fault?.hasPrefix("nothing can be mounted at /etc/hosts: ") == true)
        #expect(outcome.isClean)
    }

    // MARK: - Mount points

    @Test func `mount points vanish with their new parents`() throws {
        let mounts = [mount("tmpfs", "/a/b/c"), mount("cache", "/tmp/cache"), mount("secret", "/run/secrets/s")]
        let outcome = try sandbox.shell("ls -d /a/b/c /tmp/cache; cat /run/secrets/s", ["mounts": mounts])
        #expect(outcome.ending == "exited(0)")
        #expect(sandbox.upper() == ["dev", "proc", "sys"])
    }

    @Test func `parents that the process put something into stay`() throws {
        let outcome = try sandbox.shell("echo 1 >/a/b/kept", ["mounts": [mount("tmpfs", "/a/b/c")]])
        #expect(outcome.ending == "exited(0)")
        #expect(sandbox.upper() == ["a", "a/b", "a/b/kept", "dev", "proc", "sys"])
    }

    @Test func `directories that only held a mount point keep their times, changed ones do not`() throws {
        let old = [FileAttributeKey.modificationDate: Date(timeIntervalSince1970: 1_000_000)]
        try FileManager.default.setAttributes(old, ofItemAtPath: "\(sandbox.folder)/base/sub")
        let mounts = ["mounts": [mount("tmpfs", "/sub/x/y")]]
        #expect(try sandbox.shell("stat -c %Y /sub", mounts).output == "1000000\n")
        #expect(!sandbox.exists("upper/sub"))
        #expect(try sandbox.shell("touch /sub/one; stat -c %Y /sub", mounts).output == "1000000\n")
        #expect(sandbox.upper() == ["dev", "proc", "sub", "sub/one", "sys"])
        var status = stat()
        stat("\(sandbox.folder)/upper/sub", &status)
        #expect(status.st_mtim.tv_sec == 1_000_000)
        _ = try sandbox.shell("touch /sub/z; rm /sub/z", mounts)
        #expect(sandbox.upper() == ["dev", "proc", "sub", "sys"])
        stat("\(sandbox.folder)/upper/sub", &status)
        #expect(status.st_mtim.tv_sec > 1_000_000)
    }

    @Test func `a target through a link is where the link leads inside the root`() throws {
        try FileManager.default.createSymbolicLink(
            atPath: "\(sandbox.folder)/base/way", withDestinationPath: "../../../../tmp/out")
        try sandbox.file("layer/in", "in\n")
        let mounts = [mount("files", "/way/x", ["lowers": ["layer"], "readOnly": true])]
        #expect(try sandbox.shell("cat /tmp/out/x/in", ["mounts": mounts]).output == "in\n")
        #expect(sandbox.upper() == ["dev", "proc", "sys"])
    }

    @Test func `mounts are sorted by depth`() throws {
        try sandbox.file("layer/in", "in\n")
        let mounts = [mount("files", "/x/y", ["lowers": ["layer"]]), mount("tmpfs", "/x")]
        #expect(try sandbox.shell("cat /x/y/in", ["mounts": mounts]).output == "in\n")
    }

    @Test func `a mount on what is of another kind is a fault`() throws {
        let outcome = try sandbox.shell("true", ["mounts": [mount("tmpfs", "/etc/passwd/x")]])
        #expect(outcome.fault?.contains("/etc/passwd/x") == true)
        #expect(outcome.isClean)
    }

    // MARK: - Files

    @Test func `files of layers are seen as one tree, and what is written to them is dropped`() throws {
        try sandbox.file("one/d/a", "old\n")
        try sandbox.file("two/d/a", "new\n")
        try sandbox.file("two/d/b", "b\n")
        let line = "cat /m/a /m/b; echo x >/m/a; rm /m/b; mkdir /m/c; cat /m/a; ls /m"
        let mounts = [mount("files", "/m", ["lowers": ["one", "two"], "path": "/d"])]
        #expect(try sandbox.shell(line, ["mounts": mounts]).lines == ["new", "b", "x", "a", "c"])
        #expect(sandbox.text("two/d/a") == "new\n")
        #expect(sandbox.upper() == ["dev", "proc", "sys"])
    }

    @Test func `one file can be mounted, and written to in vain`() throws {
        let mounts = [mount("files", "/m/f", ["lowers": ["base"], "path": "/sub/one"])]
        #expect(try sandbox.shell("cat /m/f; echo 2 >/m/f; cat /m/f", ["mounts": mounts]).output == "1\n2\n")
        #expect(sandbox.text("base/sub/one") == "1\n")
    }

    @Test func `files to be read cannot be written`() throws {
        let mounts = [mount("files", "/m", ["lowers": ["base"], "path": "/sub", "readOnly": true])]
        #expect(try sandbox.shell("cat /m/one; echo 2 >/m/one || echo no", ["mounts": mounts]).output == "1\nno\n")
    }

    @Test(arguments: ["/none", "/out/etc"]) func `a source that is not there is a fault`(path: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: "\(sandbox.folder)/base/out", withDestinationPath: "../../..")
        try FileManager.default.removeItem(atPath: "\(sandbox.folder)/base/etc")
        let outcome = try sandbox.shell("true", ["mounts": [mount("files", "/m", ["lowers": ["base"], "path": path])]])
        #expect(outcome.fault == "there is no \(path) to be mounted at /m")
        #expect(outcome.isClean)
    }

    // MARK: - Memory and secrets

    @Test func `memory as files has its size, and is gone afterwards`() throws {
        let line = "df -k /m | grep -c 2048; dd if=/dev/zero of=/m/x bs=1M count=4 2>/dev/null || echo full"
        #expect(try sandbox.shell(line, ["mounts": [mount("tmpfs", "/m", ["size": 2 << 20])]]).lines == ["1", "full"])
    }

    @Test func `a secret is for its owner alone, and never on a disk`() throws {
        let line =
            "cat /run/secrets/s; stat -c '%a %u %g' /run/secrets/s; echo x >/run/secrets/s || echo no; grep -c 'secrets.* tmpfs' /proc/self/mountinfo"
        let secret = mount("secret", "/run/secrets/s", ["content": "quiet\n"])
        #expect(try sandbox.shell(line, ["mounts": [secret]]).lines == ["quiet", "400 0 0", "no", "1"])
        let app = secret.merging(["mode": 0o440, "owner": 1000]) { $1 }
        let outcome = try sandbox.shell(line, ["mounts": [app], "user": "app"])
        #expect(outcome.lines == ["quiet", "440 1000 1000", "no", "1"])
        #expect(try sandbox.shell("cat /run/secrets/s", ["mounts": [secret], "user": "app"]).ending == "exited(1)")
    }

    // MARK: - Agents

    @Test(.enabled(if: SandboxFixture.has("/usr/bin/ssh-agent"), "needs ssh-agent"))
    func `an agent has a socket of the process's own`() throws {
        try sandbox.file("keys/none", "")
        let made = try Program(
            "/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", "\(sandbox.folder)/keys/a"])
        #expect(made.wait() == 0)
        let line = "stat -c '%a %u' /s; test -S /s && echo a socket"
        let ssh = mount("ssh", "/s", ["keys": ["keys/a"], "owner": 1000])
        let outcome = try sandbox.shell(line, ["mounts": [ssh], "user": "app"])
        #expect(outcome.lines == ["600 1000", "a socket"])
        #expect(outcome.isClean)
    }

    @Test(.enabled(if: SandboxFixture.has("/usr/bin/ssh-agent"), "needs ssh-agent"))
    func `a key with a passphrase is a fault, not a question`() throws {
        try sandbox.file("keys/none", "")
        let made = try Program(
            "/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "words", "-f", "\(sandbox.folder)/keys/a"])
        #expect(made.wait() == 0)
        let outcome = try sandbox.shell("true", ["mounts": [mount("ssh", "/s", ["keys": ["keys/a"]])]])
        #expect(outcome.fault?.hasSuffix("keys/a cannot be used: it has a passphrase") == true)
        #expect(outcome.isClean)
    }
}
