internal import Arguments
internal import Console
internal import ContentStore
internal import Host
internal import Values

extension Hearth {
    static let cachePrune: Command<Action> = Command(
        "prune", summary: "Remove what nothing keeps, what is worth least first",
        discussion: """
            Worth is the time it took to make a blob, per byte that it takes, halved for every week without use. What a
            reference or a running build keeps stays. Before any blob go the copies of layers that steps run in, and
            the quarantine is emptied as well. Cache mounts stay, unless --mounts is given.
            """
    ) { declare in
        let keep = declare.option(
            "--keep", value: "SIZE", help: "Stop when the store takes no more than this",
            parse: written(as: "a size, such as 500MB or 1.5GiB") { ByteCount($0) })
        let unused = declare.option(
            "--unused-for", value: "AGE", help: "Remove only what was not used for so long: 30m, 12h, 7d, 2w",
            parse: written(as: "an age, such as 90s, 30m, 12h, 7d or 2w") { Duration(ageText: $0) })
        let mounts = declare.flag("--mounts", help: "Empty cache mounts (RUN --mount=type=cache), too")
        let isDry = declare.flag("--dry-run", help: "Only say what would go, and what making it again would cost")
        declare.example("hearth cache prune --keep 10GB", "Keeps the 10 GB that are worth most.")
        declare.example("hearth cache prune --unused-for 2w --dry-run", "Shows what two weeks of disuse would remove.")
        return { invocation, context in
            let now = WallClock.system.now()
            let pruning = Pruning(
                keep: invocation[keep]?.bytes,
                usedBefore: invocation[unused].map { now.advanced(bySeconds: -Double($0.components.seconds)) },
                isDry: invocation[isDry], includesMounts: invocation[mounts])
            let pruned = try context.withStore(spendingBallast: !invocation[isDry], asOwner: true) {
                try $0.prune(pruning)
            }
            let report = PruneReport(pruned: pruned, isDry: invocation[isDry])
            try context.wantsJSON ? context.output.json(report.json) : report.show(in: context)
        }
    }
}

extension Duration {
    /// Reads `90s`, `30m`, `12h`, `7d` and `2w`.
    fileprivate init?(ageText: String) {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
        guard let unit = ageText.last.flatMap({ units[$0] }), let count = Int64(ageText.dropLast()), count >= 0,
            count < .max / 604_800 / 1_000_000
        else { return nil }
        self = .seconds(count * unit)
    }
}

/// What a pruning did, in words and for programs.
private struct PruneReport {
    let pruned: Pruned
    let isDry: Bool

    private var victims: [Blob] { pruned.blobs }

    private var disk: Int64 { victims.reduce(0) { $0 + $1.disk } }
    private var directoryBytes: Int64 { pruned.directories.reduce(0) { $0 + $1.disk } }
    private var cost: Double { victims.reduce(0) { $0 + ($1.cost ?? 0) } }

    func show(in context: Context) throws {
        if isDry {
            let table = try Table(
                [.text("DIGEST", width: 12), .number("ON DISK", width: 7), .number("COST", width: 8)],
                to: context.output, context.palette)
            for victim in victims {
                try table.row(
                    victim.digest.short, ByteCount(victim.disk).description,
                    victim.cost.map { "\(($0 * 10).rounded() / 10) s" } ?? "unknown")
            }
        }
        let verb = isDry ? "would remove" : "removed"
        if pruned.quarantine > 0 {
            try context.output.line("\(verb) the quarantine: \(ByteCount(pruned.quarantine))")
        }
        if pruned.mounts > 0 { try context.output.line("\(verb) cache mounts: \(ByteCount(pruned.mounts))") }
        if !pruned.directories.isEmpty {
            let count = pruned.directories.count
            let copies = count == 1 ? "the copy of a layer" : "\(count) copies of layers"
            try context.output.line("\(verb) \(copies): \(ByteCount(directoryBytes))")
        }
        guard !victims.isEmpty else { return try context.output.line("no blob to remove") }
        let time = cost > 0 ? ", which took \((cost * 10).rounded() / 10) s to make" : ""
        try context.output.line("\(verb) \(Quantity(victims.count, "blob")): \(ByteCount(disk))\(time)")
    }

    var json: JSON {
        [
            "dryRun": .bool(isDry), "disk": .integer(disk), "cost": .number(cost),
            "quarantine": .integer(pruned.quarantine), "mounts": .integer(pruned.mounts),
            "directories": .array(
                pruned.directories.map { ["path": .string($0.path), "disk": .integer($0.disk)] }),
            "blobs": .array(victims.map { $0.json(references: []) }),
        ]
    }
}
