internal import Console
internal import ContentStore
internal import Host
internal import Transfers
internal import Values

/// `push --detach`: the same call again, by a process that goes on when this one has ended.
///
/// That process says which transfers have begun, and lets go of its standard output then; this one shows them.
struct DetachedPush {
    private let context: Context

    /// Tells the process that goes on from the one that was called.
    private static let variable = "HEARTH_DETACHED"

    static var isUnderWay: Bool { Environment.value(of: variable) != nil }

    init(_ context: Context) {
        self.context = context
    }

    func run() throws {
        let log = try context.withStore { store in
            try store.paths.logs / Path("detached-\(ProcessIdentity.current.id).log")
        }
        var program = Subprocess("/proc/self/exe", Environment.words)
        var environment = Environment.all
        environment[Self.variable] = "1"
        program.environment = environment
        let said = try program.startDetached(errors: log)
        let begun = said.split(separator: UInt8(ascii: "\n")).compactMap { try? JSON(parsing: Array($0)) }
        if begun.isEmpty { throw try failure(log) }
        if context.wantsJSON { return try context.output.json(.array(begun)) }
        for push in begun {
            let process = push["pid"]?.integer.map { "\($0)" } ?? "waits"
            try context.output.line("\(process) \(push["image"]?.string ?? "")")
        }
    }

    /// What the process said that came to nothing.
    private func failure(_ log: Path) throws -> any Error {
        let bytes = try OpenFile(log, .read, on: LocalFileSystem()).readToEnd(limit: 1 << 20)
        context.messages.write(String(decoding: bytes, as: UTF8.self))
        return Unsuccessful()
    }

    /// Says, in the process that goes on, what has begun, and lets go of who waits for that.
    static func tell(_ set: PushSet, _ store: Store) throws {
        let (transfers, waiting) = set.begun()
        var lines: [JSON] = try transfers.compactMap { try store.transfer($0) }.map { transfer in
            [
                "id": .integer(transfer.id), "pid": .integer(Int64(transfer.process.id)),
                "image": .string(transfer.image),
                "log": .string(transfer.log.word),
            ]
        }
        lines += waiting.map { ["pid": .null, "image": .string($0)] }
        let bytes = lines.flatMap { $0.encoded() + [UInt8(ascii: "\n")] }
        try bytes.withUnsafeBytes { try OpenFile.standardOutput.write($0) }
        StandardStreams.letGoOfOutput()
    }
}
