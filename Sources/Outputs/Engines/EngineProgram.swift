internal import Host

/// A program that loads an archive from its standard input into an engine.
struct EngineProgram {
    private let program: Subprocess

    init(_ name: String, _ arguments: [String]) {
        program = Subprocess(name, arguments)
    }

    func load(_ image: EngineImage, _ progress: (Int) -> Void) throws {
        do {
            try program.withRunning { running in
                do {
                    try send(image, to: running, progress)
                    _ = try running.readToEnd(limit: 16 << 20)
                } catch is PieceChannel.Closed {
                    // It does not listen any more, and says why.
                }
                guard try running.wait() == .exited(0) else {
                    throw EngineFault.programFailed(call, said: String(decoding: running.errors, as: UTF8.self))
                }
            }
        } catch let fault as SubprocessFault {
            throw EngineFault.noProgram(fault)
        }
    }

    private var call: String { "\(program.program) \(program.arguments.joined(separator: " "))" }

    private func send(_ image: EngineImage, to running: RunningSubprocess, _ progress: (Int) -> Void) throws {
        var buffer: [UInt8] = []
        try image.write { piece in
            buffer += piece
            progress(piece.count)
            guard buffer.count >= Self.pieceLength else { return }
            try running.send(buffer)
            guard running.isListening else { throw PieceChannel.Closed() }
            buffer.removeAll(keepingCapacity: true)
        }
        try running.send(buffer)
        running.finishSending()
    }

    private static let pieceLength = 64 << 10
}
