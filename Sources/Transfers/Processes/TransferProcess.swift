internal import ContentStore
internal import Host
internal import Values

/// A transfer process, seen from who has started it. For one thread.
///
/// It ends when the closure that it is lent to does, or when this process does: its standard input is closed then.
struct TransferProcess {
    private let program: TransferProgram
    private let order: TransferOrder

    init(_ program: TransferProgram, _ order: TransferOrder) {
        self.program = program
        self.order = order
    }

    /// What came of it when it ended well: what a name leads to, for a pull.
    typealias Result = Digest?

    /// Has it done. `hear` is told what it says; at `ready` and `tagged` it gives the command that is to be sent.
    func run(_ hear: (TransferMessage) throws -> TransferCommand?) throws -> Result {
        var fault = Fault(image: order.image)
        do {
            return try Subprocess(program.program, program.arguments).withRunning { running in
                fault.process = running.processID
                try running.send(order.json.encoded() + [UInt8(ascii: "\n")])
                while let line = try running.read(through: [UInt8(ascii: "\n")], limit: Self.longestLine) {
                    // Whatever else stands there is for people who look for what went wrong.
                    guard let message = TransferMessage(line: line) else { continue }
                    switch message {
                    case .began(_, _, let log): fault.log = log
                    case .done(let digest):
                        _ = try hear(message)
                        return digest
                    case .failed(let reason, let hint): throw fault.with(reason, hint)
                    default: break
                    }
                    guard let command = try hear(message) else { continue }
                    try running.send(Array("\(command.rawValue)\n".utf8))
                }
                let end = try running.wait()
                throw fault.with(Self.words(end, running.errors), nil)
            }
        } catch let error as SubprocessFault {
            throw fault.with("\(error)", nil)
        }
    }

    private static let longestLine = 1 << 20

    /// What to say of a process that ended without a word.
    private static func words(_ end: Subprocess.End, _ errors: [UInt8]) -> String {
        let said =
            String(decoding: errors.prefix(400), as: UTF8.self).split(separator: "\n").first.map { ": \($0)" } ?? ""
        return switch end {
        case .killed(let signal): "its process was killed by signal \(signal)"
        case .exited(let code): "its process ended with code \(code) and has not said why\(said)"
        }
    }

    private struct Fault {
        let image: String
        var process: Int32?
        var log: String?

        func with(_ reason: String, _ hint: String?) -> TransferFault {
            TransferFault(image: image, process: process, reason: reason, hint: hint, log: log)
        }
    }
}
