internal import CLinux
internal import Host

/// An agent of our own, which has keys from files for as long as it is held.
final class KeyAgent {
    let socket: Path
    private let process: ContainedProcess
    private let folder: RunFolder

    /// `folder` is a directory for its socket.
    init(_ keys: [Path], in folder: RunFolder) throws {
        guard let program = Executable("ssh-agent"), let adder = Executable("ssh-add") else {
            throw SandboxFault.noProgram("ssh-agent", package: "openssh-client")
        }
        self.folder = folder
        socket = folder.path / "agent"
        process = try ContainedProcess(program.path, ["-D", "-a", socket.word], environment: [])
        try waitForSocket()
        for key in keys { try add(key, with: adder) }
    }

    private func waitForSocket() throws {
        for _ in 0..<5000 {
            // The socket is there a moment before it takes calls.
            if Descriptor(socket.withCString { hearth_connect($0) }).number >= 0 { return }
            try Interruption.check()
            Pause.microseconds(1000)
        }
        throw SandboxFault.notStarted("ssh-agent did not begin")
    }

    private func add(_ key: Path, with adder: Executable) throws {
        // It must not ask for a passphrase: nobody is there to answer.
        let environment = [
            "SSH_AUTH_SOCK": socket.word, "SSH_ASKPASS": "/bin/false", "SSH_ASKPASS_REQUIRE": "force",
            "DISPLAY": "none",
            "PATH": "/usr/bin:/bin",
        ]
        let outcome = try Subprocess(adder.path.word, ["-q", key.word], environment: environment).run()
        guard outcome.succeeded else {
            let words = String(decoding: outcome.errors, as: UTF8.self).split(whereSeparator: \.isNewline)
            throw SandboxFault.keyRefused(key, words: words.first.map(String.init) ?? "it has a passphrase")
        }
    }
}
