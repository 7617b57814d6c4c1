internal import Arguments
internal import Console
internal import ContentStore
internal import Host
internal import Values

extension Hearth {
    static let cacheAdd: Command<Action> = Command(
        "add", summary: "Put files into the store",
        discussion: """
            Prints the digest of each file. A file that the store has already is not kept twice. Without --name nothing
            keeps what was added when its room is needed.
            """
    ) { declare in
        let files: Argument<[String]> = declare.repeatedArguments(
            "FILE", atLeast: 1, help: "A file; - reads standard input", kind: .file)
        let name = declare.option("--name", short: "n", value: "NAME", help: "Keep the blob under this name")
        let digest = declare.option(
            "--digest", value: "DIGEST", help: "Refuse content of any other digest", parse: Digest.init)
        let size = declare.option(
            "--size", value: "SIZE", help: "Refuse content of any other size", parse: ByteCount.init)
        let algorithm = declare.choice(
            "--algorithm", default: Digest.Algorithm.sha256, help: "What names the blob, where no digest is given")
        let compression = declare.choice(
            "--compress", value: "HOW", default: CompressionChoice.auto,
            help: "Whether to compress; auto does where it helps")
        let level = declare.option(
            "--level", short: "l", value: "N", default: Intake.Compression.usualLevel,
            help: "How hard to compress, from 1 to 19; much above 3 takes far more time and memory"
        ) { text in Int(text).flatMap { 1...19 ~= $0 ? $0 : nil } }
        declare.example("hearth cache add base.tar --name base", "Adds a file and keeps it.")
        declare.example("zcat dump.gz | hearth cache add -", "Adds what another program writes.")
        return { invocation, context in
            let paths = invocation[files]
            guard paths.count == 1 || !invocation.isGiven(name) && !invocation.isGiven(digest) else {
                throw UserError("--name and --digest are for one file, and \(paths.count) are given")
            }
            var intake = Intake(expected: invocation[digest], length: invocation[size]?.bytes)
            intake.reference = invocation[name]
            intake.algorithm = invocation[algorithm]
            intake.compression = invocation[compression].compression(level: invocation[level])
            let additions = try context.withStore { store in
                try paths.map { path in try concerning("cannot add \(path)") { try store.add(open(path), intake) } }
            }
            if context.wantsJSON {
                try context.output.json(additions.map(\.json))
            } else {
                for addition in additions { try context.output.line(addition.blob.digest.description) }
            }
        }
    }

    private static func open(_ path: String) throws -> OpenFile {
        let file: OpenFile
        do {
            file = try path == "-" ? .standardInput : OpenFile(Path(path), .read, on: LocalFileSystem())
        } catch {
            throw UserError(error.code.description)
        }
        guard try file.status().kind != .directory else {
            throw UserError("is a directory", hint: "add an archive of it: `tar -c \(path) | hearth cache add -`")
        }
        return file
    }
}

/// The words of `--compress`.
private enum CompressionChoice: String, CaseIterable, Sendable {
    case auto
    case none
    case zstd

    func compression(level: Int) -> Intake.Compression {
        switch self {
        case .auto: .automatic(level: level)
        case .none: .none
        case .zstd: .zstd(level: level)
        }
    }
}

extension Addition {
    fileprivate var json: JSON {
        guard case .object(let members) = blob.json(references: []) else { return blob.json(references: []) }
        return .object(members + [JSON.Member("new", .bool(isNew))])
    }
}
