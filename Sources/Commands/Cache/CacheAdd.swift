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
        let name = declare.option(
            "--name", short: "n", value: "NAME", help: "Keep the blob under this name", parse: referenceName)
        let digest = declare.option(
            "--digest", value: "DIGEST", help: "Refuse content of any other digest",
            parse: written(as: "sha256: and 64 digits of lower-case hex, or sha512: and 128") { Digest($0) })
        let size = declare.option(
            "--size", value: "SIZE", help: "Refuse content of any other size",
            parse: written(as: "a number of bytes, or a size such as 20MB or 1.5GiB") { ByteCount($0) })
        let algorithm = declare.choice(
            "--algorithm", default: Digest.Algorithm.sha256, help: "What names the blob, where no digest is given")
        let compression = declare.choice(
            "--compress", value: "HOW", default: CompressionChoice.auto,
            help: "Whether to compress; auto does where it helps")
        let level = declare.option(
            "--level", short: "l", value: "N", default: Intake.Compression.usualLevel,
            help: "How hard to compress, from 1 to 19; much above 3 takes far more time, and from 10 on one processor",
            parse: written(as: "a number from 1 to 19") { text in Int(text).flatMap { 1...19 ~= $0 ? $0 : nil } })
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
            var additions: [Addition] = []
            let outcome = Result {
                try context.withStore(asOwner: true) { store in
                    for path in paths { additions.append(try add(path, intake, to: store, context)) }
                }
            }
            // What came before a file that failed has been added all the same.
            try show(additions, in: context, failed: (try? outcome.get()) == nil)
            try outcome.get()
        }
    }

    /// An error is wrapped, so that nobody takes it for one after which the store can be lent once more: what comes
    /// from a pipe comes once.
    private static func add(
        _ path: String, _ intake: Intake, to store: Store, _ context: Context
    ) throws -> Addition {
        let name = path == "-" ? "standard input" : path.shellWord
        return try concerning("cannot add \(name)") {
            let file = try FileSource(InputFile(path).open())
            let line = context.progress("adding \(name)", of: file.length ?? intake.length)
            defer { line?.clear() }
            return try store.add(WatchedSource(file, line), intake)
        }
    }

    private static func show(_ additions: [Addition], in context: Context, failed: Bool) throws {
        if failed, additions.isEmpty { return }
        if context.wantsJSON { return try context.output.json(additions.map(\.json)) }
        for addition in additions { try context.output.line(addition.blob.digest.description) }
    }

    private static let referenceName: @Sendable (String) throws -> String? = { text in
        guard text.isText else { throw UserError("a name is text, in UTF-8") }
        guard !text.isEmpty, text == text.spellingOutControls() else {
            throw UserError("a name has at least one character, and no control characters")
        }
        guard Digest(text) == nil else { throw UserError("a digest names its own blob only") }
        guard !mayBeginDigest(text) else { throw UserError("a name of hex digits would hide blobs: digests begin so") }
        return text
    }
}

/// A file whose reading is told to who waits for it.
private struct WatchedSource: ByteSource {
    private let file: FileSource
    private let line: ProgressLine?

    init(_ file: FileSource, _ line: ProgressLine?) {
        self.file = file
        self.line = line
    }

    var length: Int64? { file.length }

    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = try file.fill(buffer)
        line?.advance(Int64(count))
        return count
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
