internal import Arguments
internal import Console
internal import ContentStore
internal import Host
internal import Values

extension Hearth {
    static let ps: Command<Action> = Command(
        "ps", summary: "List the transfers that go on: pushes, pulls, copies",
        discussion: """
            Every transfer is a process of its own. One whose process is gone, though it has not said that it ended, is not
            listed, even if another process has its number by now; --all has it as dead.
            """
    ) { declare in
        let all = declare.flag("--all", short: "a", help: "Also the last that have ended, with what became of them")
        declare.example("hearth ps", "Shows what goes on, and how fast.")
        declare.example("hearth ps --all --format json", "Gives the last transfers to a program.")
        return { invocation, context in
            let transfers = try context.withStore { store in
                try invocation[all] ? store.transfers() : store.runningTransfers()
            }
            let now = WallClock.system.now()
            if context.wantsJSON { return try context.output.json(.array(transfers.map { $0.json(at: now) })) }
            if transfers.isEmpty { return context.messages.hint("nothing is being moved; --all shows what was") }
            try TransferTable(transfers, at: now).write(to: context.output, context.palette)
        }
    }
}

/// Transfers as people see them.
private struct TransferTable {
    private let transfers: [Transfer]
    private let now: Timestamp

    init(_ transfers: [Transfer], at now: Timestamp) {
        self.transfers = transfers
        self.now = now
    }

    func write(to output: Output, _ palette: Palette) throws {
        let table = try Table(
            [
                .number("PID", width: 7), .text("WHAT", width: 5), .text("STATE", width: 9), .number("DONE", width: 8),
                .number("OF", width: 8), .number("A SECOND", width: 8), .number("LEFT", width: 6),
                .text("BEGAN", width: 14), .text("IMAGE"),
            ], to: output, palette)
        for transfer in transfers {
            try table.row(
                "\(transfer.process.id)", "\(transfer.kind)", transfer.state, ByteCount(transfer.done).description,
                transfer.total.map { ByteCount($0).description } ?? "", rate(transfer), left(transfer),
                Age(seconds: now.seconds(since: transfer.began)).description,
                transfer.image + (transfer.reason.map { ": \($0)" } ?? ""))
        }
    }

    private func rate(_ transfer: Transfer) -> String {
        ByteCount(Int64(transfer.rate(at: now))).description
    }

    private func left(_ transfer: Transfer) -> String {
        transfer.secondsLeft(at: now).map { "\(Int64($0)) s" } ?? ""
    }
}

extension Transfer {
    /// What it is at, or how it ended, in a word.
    var state: String { outcome?.rawValue ?? phase.rawValue }

    /// Nil where nobody can tell, or nothing is left.
    func secondsLeft(at now: Timestamp) -> Double? {
        guard ended == nil, let total, total > done, rate(at: now) > 0 else { return nil }
        return Double(total - done) / rate(at: now)
    }

    func json(at now: Timestamp) -> JSON {
        [
            "id": .integer(id), "kind": .string("\(kind)"), "image": .string(image),
            "digest": digest.map { .string($0.description) } ?? .null, "pid": .integer(Int64(process.id)),
            "state": .string(state), "done": .integer(done), "total": total.map { .integer($0) } ?? .null,
            "bytesPerSecond": .integer(Int64(rate(at: now))),
            "secondsLeft": secondsLeft(at: now).map { .number($0) } ?? .null, "began": .string(began.description),
            "ended": ended.map { .string($0.description) } ?? .null, "reason": reason.map { .string($0) } ?? .null,
            "log": .string(log.word),
        ]
    }
}
