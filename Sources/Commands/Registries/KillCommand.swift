internal import Arguments
internal import Console
internal import ContentStore
internal import Host
internal import Values

extension Hearth {
    static let kill: Command<Action> = Command(
        "kill", summary: "End transfers",
        discussion: """
            Ends the process of a transfer, and no process that is not one. What was sent by then is there for the next push to go on
            with. Of a set whose tags move together all tags stay where they are.
            """
    ) { declare in
        let asked: Argument<[String]> = declare.repeatedArguments(
            "PID|IMAGE", atLeast: 1, help: "A transfer: its process, or its image")
        declare.example("hearth kill 4711", "Ends the transfer of the process 4711.")
        return { invocation, context in
            let ended = try context.withStore { store in
                let running = try store.runningTransfers()
                var found: [Transfer] = []
                for transfer in try invocation[asked].flatMap({ try running.meant(by: $0) })
                where !found.contains(where: { $0.id == transfer.id }) { found.append(transfer) }
                return found.filter { $0.process.end() }
            }
            if context.wantsJSON {
                return try context.output.json(.array(ended.map { .integer(Int64($0.process.id)) }))
            }
            for transfer in ended { try context.output.line("\(transfer.process.id) \(transfer.image)") }
            if ended.isEmpty {
                throw UserError("what was to be ended has ended by itself", hint: "see `hearth ps --all`")
            }
        }
    }
}

extension [Transfer] {
    /// Those that somebody means by a process or by an image.
    func meant(by text: String) throws -> [Transfer] {
        let found = filter { "\($0.process.id)" == text || $0.image == text || $0.image == text.familiarName }
        if found.isEmpty {
            throw UserError("no transfer has the process or the image '\(text)'", hint: "see `hearth ps`")
        }
        return found
    }
}
