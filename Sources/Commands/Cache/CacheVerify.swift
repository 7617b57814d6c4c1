internal import Arguments
internal import Console
internal import ContentStore
internal import Values

extension Hearth {
    static let cacheVerify: Command<Action> = Command(
        "verify", summary: "Read everything and look for damage",
        discussion: """
            Finds blobs that are missing, cut short or changed, files that no blob owns, and a damaged index. Without
            --repair nothing is mended, and the command fails when it found something.
            """
    ) { declare in
        let repair = declare.flag(
            "--repair", help: "Move damaged files to the quarantine, forget lost blobs, adopt found ones")
        return { invocation, context in
            let verification = try context.withStore(mendingIndex: invocation[repair]) { store in
                let line = context.progress("verifying")
                defer { line?.clear() }
                return try store.verify(repairing: invocation[repair]) { bytes, total in
                    line?.total = total
                    line?.advance(bytes)
                }
            }
            if context.wantsJSON {
                try context.output.json(verification.json)
            } else {
                for entry in verification.entries { try context.output.line(entry.description) }
                try context.output.line(verification.summary)
            }
            guard verification.entries.contains(where: { $0.repair == nil }) else { return }
            try context.output.flush()
            if !invocation[repair] { context.messages.hint("`hearth cache verify --repair` puts it right") }
            throw Unsuccessful()
        }
    }
}

extension Verification {
    fileprivate var summary: String {
        let findings = entries.isEmpty ? "all is well" : Quantity(entries.count, "finding").description
        return "\(Quantity(blobs, "blob")), \(ByteCount(bytes)) read: \(findings)"
    }

    fileprivate var json: JSON {
        [
            "blobs": .integer(Int64(blobs)), "bytes": .integer(bytes),
            "findings": .array(
                entries.map { entry in
                    [
                        "kind": .string(entry.finding.kind), "text": .string(entry.finding.description),
                        "repair": entry.repair.map { .string($0.description) } ?? .null,
                    ]
                }),
        ]
    }
}

extension Verification.Entry {
    fileprivate var description: String {
        // Names of files and references may hold anything, and a terminal obeys it.
        let finding = finding.description.spellingOutControls()
        guard let repair else { return finding }
        return "\(finding)\n  \(repair.description.spellingOutControls())"
    }
}

extension Finding {
    fileprivate var kind: String {
        switch self {
        case .damagedIndex: "damaged-index"
        case .missing: "missing"
        case .damaged(_, _, .length): "truncated"
        case .damaged: "corrupt"
        case .unreferenced: "unreferenced"
        case .rubbish: "rubbish"
        }
    }

    fileprivate var description: String {
        switch self {
        case .damagedIndex(let complaint): "index: \(complaint)"
        case .missing(let blob, let path): "missing: \(blob.digest) should be in \(path)"
        case .damaged(let blob, let path, let corruption): "\(kind): \(blob.digest) in \(path) \(corruption)"
        case .unreferenced(let digest, let path, let bytes):
            "unreferenced: \(path) holds \(digest) (\(ByteCount(bytes))), which the index does not know"
        case .rubbish(let path, let bytes): "rubbish: \(path) (\(ByteCount(bytes))) is no blob"
        }
    }
}

extension Repair {
    fileprivate var description: String {
        switch self {
        case .forgotten(let references): "forgotten" + Self.list(references)
        case .quarantined(let path, let references): "moved to \(path)" + Self.list(references)
        case .adopted: "adopted"
        }
    }

    private static func list(_ references: [String]) -> String {
        guard !references.isEmpty else { return "" }
        return ", with its reference\(references.count == 1 ? "" : "s") \(references.joined(separator: ", "))"
    }
}
