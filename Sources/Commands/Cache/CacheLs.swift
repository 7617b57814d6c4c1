internal import Arguments
internal import Console
internal import ContentStore
internal import Host
internal import Values

extension Hearth {
    static let cacheLs: Command<Action> = Command("ls", summary: "List the blobs, those used last first") { declare in
        let whole = declare.flag("--no-trunc", help: "Show whole digests")
        return { invocation, context in
            let (home, blobs, references, leases) = try context.withStore { store in
                try (store.home, lastUsedFirst(store.blobs()), store.references(), store.leases())
            }
            let names = Dictionary(grouping: references, by: \.digest).mapValues { $0.map(\.name) }
            if context.wantsJSON {
                return try context.output.json(blobs.lazy.map { $0.json(references: names[$0.digest] ?? []) })
            }
            if blobs.isEmpty { context.messages.hint("the store in \(home) is empty; `hearth cache add` fills it") }
            let shown = { (digest: Digest) in invocation[whole] ? digest.description : digest.short }
            let table = try Table(
                [
                    .text("DIGEST", width: blobs.map { shown($0.digest).utf8.count }.max() ?? 12),
                    .number("SIZE", width: 7),
                    .number("ON DISK", width: 7), .text("USED", width: 14), .text("KEPT BY"),
                ], to: context.output, context.palette)
            let now = WallClock.system.now()
            for blob in blobs {
                try table.row(
                    shown(blob.digest), ByteCount(blob.size).description, ByteCount(blob.disk).description,
                    Age(seconds: now.seconds(since: blob.used)).description,
                    blob.keepers(named: names[blob.digest] ?? [], leases: leases[blob.digest] ?? 0))
            }
        }
    }
}

/// Puts numbers in order before blobs: there may be very many, and they are larger.
private func lastUsedFirst(_ blobs: [Blob]) -> [Blob] {
    let used = blobs.map(\.used)
    return used.indices.sorted { used[$0] > used[$1] }.map { blobs[$0] }
}

extension Blob {
    /// Who keeps the blob, in words.
    fileprivate func keepers(named names: [String], leases: Int) -> String {
        var keepers = names
        if leases > 0 { keepers.append("\(leases) running") }
        let wholes = holds - names.count - leases
        if wholes > 0 { keepers.append(wholes == 1 ? "a blob" : "\(wholes) blobs") }
        return keepers.joined(separator: ", ")
    }
}
