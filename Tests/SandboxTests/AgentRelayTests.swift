import Foundation
import Host
import TestSupport
import Testing

@testable import Sandbox

@Suite(.enabled(if: SandboxFixture.has("/usr/bin/ssh-agent"), "needs ssh-agent")) struct AgentRelayTests {
    private let directory: TemporaryDirectory
    private let agent: Program

    init() throws {
        directory = try TemporaryDirectory()
        let folder = directory.path
        agent = try Program("/usr/bin/ssh-agent", ["-D", "-a", "\(folder)/agent"])
        // What it says first it says when it takes calls.
        _ = agent.read(atMost: 1)
        let made = try Program("/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", "\(folder)/key"])
        #expect(made.wait() == 0)
        #expect(try ask("agent", "ssh-add -q key").code == 0)
    }

    private func ask(_ socket: String, _ line: String) throws -> (code: Int32, output: String) {
        let running = try Program(
            "/bin/sh", ["-c", "cd \(directory.path); SSH_AUTH_SOCK=$PWD/\(socket); export SSH_AUTH_SOCK; \(line) 2>&1"])
        let output = running.readAll()
        return (running.wait(), output)
    }

    @Test func `keys are told and used, and nothing else is passed on`() throws {
        let folder = directory.path
        let relay = try AgentRelay(
            at: folder / "relay", to: folder / "agent", mode: 0o600, owner: getuid(), group: getgid())
        let told = try ask("relay", "ssh-add -l")
        #expect(told.code == 0)
        #expect(try told.output == ask("agent", "ssh-add -l").output)
        // Signs, and holds the signature against the key.
        #expect(try ask("relay", "ssh-add -T key.pub").code == 0)
        #expect(try ask("relay", "ssh-add -D").code != 0)
        #expect(try ask("relay", "ssh-add -q key").code != 0)
        #expect(try ask("relay", "ssh-add -x </dev/null").code != 0)
        #expect(try ask("agent", "ssh-add -l").output == told.output)
        withExtendedLifetime(relay) {}
    }

    @Test func `it ends though somebody is still connected`() throws {
        let folder = directory.path
        var relay: AgentRelay? = try AgentRelay(
            at: folder / "relay", to: folder / "agent", mode: 0o600, owner: getuid(), group: getgid())
        #expect(try ask("relay", "ssh-add -l").code == 0)
        relay = nil
        #expect(relay == nil)
        #expect(try ask("relay", "ssh-add -l").code == 2)
    }

    @Test func `an agent that is gone is a failure, not a hang`() throws {
        let folder = directory.path
        let relay = try AgentRelay(
            at: folder / "relay", to: folder / "none", mode: 0o600, owner: getuid(), group: getgid())
        #expect(try ask("relay", "ssh-add -l").code != 0)
        withExtendedLifetime(relay) {}
    }
}
