internal import Host
internal import Values

/// The Docker daemon that the `docker` program talks to.
struct DockerDaemon {
    /// The program, and which of its contexts is meant, if not the one that it is set to.
    var program = "docker"
    var context: String?

    /// Has it load an archive.
    func load(_ content: ImageArchiveContent, _ step: ExportStep) throws {
        let context = context.map { ["--context", $0] } ?? []
        let docker = Subprocess(program, context + ["load", "--quiet"])
        do {
            try docker.withRunning { running in
                var buffer: [UInt8] = []
                try content.writeArchive(modified: nil, step) { piece in
                    buffer += piece
                    guard buffer.count >= Self.pieceLength else { return }
                    try running.send(buffer)
                    buffer.removeAll(keepingCapacity: true)
                }
                try running.send(buffer)
                running.finishSending()
                _ = try running.readToEnd(limit: 16 << 20)
                guard try running.wait() == .exited(0) else {
                    throw OutputFault.dockerFailed(String(decoding: running.errors, as: UTF8.self))
                }
            }
        } catch let fault as SubprocessFault {
            throw OutputFault.cannotLoad(fault)
        }
    }

    private static let pieceLength = 64 << 10
}
