internal import Arguments
internal import Console
internal import ContentStore
internal import Host
internal import Transfers
internal import Values

extension Hearth {
    static let wait: Command<Action> = Command(
        "wait", summary: "Wait for transfers to end",
        discussion: """
            Waits for those that are named, or for all that go on. One that failed is told of with its image, process, reason and
            log; the exit code is 1 then. What has ended before it is named is told of all the same.
            """
    ) { declare in
        let asked: Argument<[String]> = declare.repeatedArguments(
            "PID|IMAGE", help: "A transfer: its process, or its image; all that go on if there is none")
        declare.example("hearth push --detach app web && hearth wait", "Waits for what was left to be pushed.")
        return { invocation, context in
            let ended = try context.withStore { store in
                let transfers = try Waiting(store).transfers(invocation[asked])
                return try Waiting(store).ends(of: transfers)
            }
            if context.wantsJSON {
                let now = WallClock.system.now()
                try context.output.json(.array(ended.map { $0.json(at: now) }))
            }
            for transfer in ended where transfer.outcome != .succeeded { context.messages.show(transfer) }
            if ended.contains(where: { $0.outcome != .succeeded }) { throw Unsuccessful() }
        }
    }
}

/// Looking at transfers until they have ended.
private struct Waiting {
    private let store: Store

    init(_ store: Store) {
        self.store = store
    }

    /// Those that are meant: of an image or a process the last.
    func transfers(_ words: [String]) throws -> [Transfer] {
        if words.isEmpty { return try store.runningTransfers() }
        let last = try store.transfers(atMost: 1000)
        return try words.compactMap { try last.meant(by: $0).first }
    }

    func ends(of transfers: [Transfer]) throws -> [Transfer] {
        try transfers.map { transfer in
            var transfer = transfer
            while transfer.outcome == nil {
                try Interruption.check()
                // Whoever has it at work notes its end; one that was killed is found dead here.
                let isRunning = try store.runningTransfers().contains { $0.id == transfer.id }
                transfer = try store.transfer(transfer.id) ?? transfer
                if isRunning { Pause.microseconds(50_000) } else if transfer.outcome == nil { transfer.outcome = .died }
            }
            return transfer
        }
    }
}

extension Messages {
    fileprivate func show(_ transfer: Transfer) {
        let reason = transfer.reason ?? (transfer.outcome == .died ? "its process is gone" : "it was given up")
        show(
            TransferFault(
                image: transfer.image, process: transfer.process.id, reason: reason, hint: nil, log: transfer.log.word),
            doing: "\(transfer.kind)")
    }
}
