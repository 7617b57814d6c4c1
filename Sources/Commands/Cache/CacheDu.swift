internal import Arguments
internal import Console
internal import ContentStore
internal import Values

extension Hearth {
    static let cacheDu: Command<Action> = Command(
        "du", summary: "Show what the store takes on the disk",
        discussion: "Counts allocated blocks, of files and directories, as du does; the index is included."
    ) { _ in
        { _, context in
            let (home, account) = try context.withStore(asOwner: true) { try ($0.home, $0.account()) }
            let usage = try Usage(of: home, account)
            if context.wantsJSON { return try context.output.json(usage.json) }
            let table = try Table(
                [.text("WHAT", width: 12), .number("ON DISK", width: 8), .text("")], to: context.output, context.palette
            )
            for (name, bytes, remark) in usage.lines {
                try table.row(name, ByteCount(bytes).description, remark)
            }
        }
    }
}

extension Usage {
    fileprivate var lines: [(name: String, bytes: Int64, remark: String)] {
        let blobs =
            "\(Quantity(self.blobs, "blob")), \(ByteCount(content)) of content; "
            + "references and builds keep \(ByteCount(held))"
        let parts: [(String, Int64, String)] = [
            ("blobs", disk, blobs),
            ("layers", layers, "copies to run steps in; the first to go when room is needed"),
            ("mounts", mounts, "what RUN --mount=type=cache keeps; `hearth cache prune --mounts` removes it"),
            ("logs", logs, "of the last runs"),
            ("index", index, ""),
            ("in flight", inFlight, ""),
            ("quarantine", quarantine, "damaged files; `hearth cache prune` removes them"),
            ("unaccounted", unaccounted, "`hearth cache verify` tells more"),
            ("other", other, "directories, and a reserve for the day when the disk is full"),
        ]
        let limit = limit.map { "of at most \(ByteCount($0))" } ?? "without a limit"
        return parts.filter { $0.1 != 0 || $0.0 == "blobs" } + [("total", total, limit)]
    }

    fileprivate var json: JSON {
        [
            "blobs": .integer(Int64(blobs)), "content": .integer(content), "disk": .integer(disk),
            "held": .integer(held), "layers": .integer(layers), "mounts": .integer(mounts), "logs": .integer(logs),
            "index": .integer(index), "inFlight": .integer(inFlight),
            "quarantine": .integer(quarantine), "unaccounted": .integer(unaccounted), "other": .integer(other),
            "total": .integer(total),
            "limit": limit.map(JSON.integer) ?? .null,
        ]
    }
}
