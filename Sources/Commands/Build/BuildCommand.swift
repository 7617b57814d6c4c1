internal import Arguments
internal import BakeLanguage
internal import Building
internal import Console
internal import Host
internal import Outputs
internal import Planning
internal import Values

extension Hearth {
    static let build: Command<Action> = Command(
        "build", summary: "Build an image from a Dockerfile",
        discussion: """
            Takes the options of `docker buildx build`, and needs no daemon. The image is kept in the store under its tags;
            --output sends it elsewhere as well.
            """
    ) { declare in
        let options = BuildOptions(&declare)
        declare.example("hearth build -t app .", "Builds ./Dockerfile, and keeps the image as app.")
        declare.example("hearth build -o type=oci,dest=app.tar .", "Writes the image to an archive.")
        declare.example("hearth build -o out .", "Writes the files of the image to a directory.")
        declare.example("hearth build --check .", "Checks ./Dockerfile, as `docker build --check` does.")
        declare.example("hearth build --call=outline -f ci.Dockerfile .", "Shows what can be given to a Dockerfile.")
        declare.example("tar -c . | hearth build -", "Takes a context from a pipe.")
        return { invocation, context in
            try Build(options, invocation, context).run()
        }
    }
}

/// One call of `build`.
private struct Build {
    private let options: BuildOptions
    private let invocation: Invocation
    private let context: Context
    private let machine = Machine()

    init(_ options: BuildOptions, _ invocation: Invocation, _ context: Context) {
        self.options = options
        self.invocation = invocation
        self.context = context
    }

    func run() throws {
        try checkProgress()
        for warning in options.old.warnings(invocation) { context.messages.warn(warning) }
        let target = try Target(options, invocation, machine)
        let source = BuildSource(
            context: invocation[options.context], file: invocation[options.sources.file], machine)
        let input = try source.input(target)
        if let question = try question() { return try answer(question, on: input) }
        let run = EngineRun(
            options: options.execution.engine, pushing: options.execution.pushing, invocation: invocation,
            context: context, machine: machine,
            progress: progress, checkingCall: checkingCall)
        let results = try run.build([input])
        try write(results[0].export)
    }

    /// Writes down what the image is.
    private func write(_ result: ExportResult) throws {
        if let file = invocation[options.execution.metadata] { try MetadataFile.write(result, to: Path(word: file)) }
        if let file = invocation[options.image.identityFile] {
            try MetadataFile.write(imageID: result, to: Path(word: file))
        }
        if invocation[options.quiet], let id = result.imageID { try context.output.line("\(id)") }
    }

    private var progress: ProgressMode {
        invocation[options.quiet] ? .quiet : invocation[options.execution.engine.progress]
    }

    /// The same call, but for what it asks.
    private var checkingCall: [String] {
        var words = Environment.words
        words.insert("--check", at: (words.firstIndex(of: "build") ?? words.endIndex - 1) + 1)
        return ["hearth"] + words
    }

    private func question() throws -> CallQuestion? {
        let method = try options.execution.callMethod(invocation) ?? options.old.callMethod(invocation)
        guard let method else { return nil }
        return try concerning("--call") {
            try CallQuestion(method.name, as: method, isForProgram: context.wantsJSON)
        }
    }

    private func answer(_ question: CallQuestion, on input: BuildInput) throws {
        let answer = try context.withWorkTree(machine) { world in
            try question.answer(Inspector(world).inspection(of: question.input(input)))
        }
        try context.output.write((question.isJSON ? answer.json : answer.shown).utf8)
        // What is wrong comes after the answer, wherever both go.
        try context.output.flush()
        context.messages.show(answer.faults)
        if answer.fails { throw Unsuccessful() }
    }

    private func checkProgress() throws {
        try options.execution.engine.checkProgress(invocation)
        let progress = invocation[options.execution.engine.progress]
        if invocation[options.quiet], ![.auto, .quiet, .none].contains(progress) {
            throw UserError("--quiet and --progress=\(progress.rawValue) cannot go together")
        }
    }
}
