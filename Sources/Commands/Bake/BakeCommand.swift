internal import Arguments
internal import BakeLanguage
internal import Building
internal import Console
internal import Host
internal import Outputs
internal import Planning
internal import Values

extension Hearth {
    static let bake: Command<Action> = Command(
        "bake", summary: "Build the targets of a bake file",
        discussion: """
            Reads bake files (HCL, JSON, Compose) as `docker buildx bake` does and takes its options. Without --file it
            merges all of these that are in the working directory: \(FileLookup.names.joined(separator: ", ")).
            Images are kept in the store under their tags; outputs send them elsewhere as well. --print and --list show what
            the files mean, and --check, `hearth plan` and `hearth key` what the Dockerfiles do.
            """
    ) { declare in
        let options = BakeOptions(&declare)
        declare.example("hearth bake", "Builds the default targets.")
        declare.example("hearth bake --print", "Shows the default targets.")
        declare.example("hearth bake --list=targets", "Lists what there is to build.")
        declare.example("hearth bake --print app --set app.args.VERSION=2", "Shows a target with another argument.")
        declare.example("hearth bake -f ci.hcl --var TAG=1.2 --push --print", "Shows what a CI job would push.")
        declare.example("hearth bake --check", "Checks the Dockerfiles, as `docker buildx bake --check` does.")
        return { invocation, context in
            try Bake(options, invocation, context).run()
        }
    }

    /// Does what writes nothing but its answer, so that a request to stop may end it anywhere.
    static func uninterrupted(_ body: () throws -> Void) throws {
        Interruption.endAtOnce()
        do {
            try body()
        } catch {
            // A read that a request to stop has cut short looks like a file that cannot be read.
            try Interruption.check()
            throw error
        }
    }
}

/// One call of `bake`.
private struct Bake {
    private let options: BakeOptions
    private let invocation: Invocation
    private let context: Context
    private let machine = Machine()
    private let choice: TargetChoice

    init(_ options: BakeOptions, _ invocation: Invocation, _ context: Context) {
        self.options = options
        self.invocation = invocation
        self.context = context
        choice = TargetChoice(options.choice, invocation, machine)
    }

    func run() throws {
        let listing = try listing()
        try check(listing)
        let definitions = try choice.definitions()
        context.messages.show(definitions.warnings)
        if let listing { return try context.output.list(listing, of: definitions, context) }
        let selection = try selection(definitions)
        if invocation[options.print] { return try context.output.json(selection.json) }
        try build(selection)
    }

    private func listing() throws -> Listing? {
        if let text = invocation[options.list], !text.isEmpty {
            return try concerning("--list") { try Listing(text) }
        }
        if invocation[options.listTargets] { return Listing(.targets) }
        return invocation[options.listVariables] ? Listing(.variables) : nil
    }

    /// Refuses what no file could make sense of.
    private func check(_ listing: Listing?) throws {
        if invocation[options.print], listing != nil {
            throw UserError("--print and --list cannot go together")
        }
        try choice.check()
        _ = try options.execution.engine.entitlements(invocation)
        try options.execution.engine.checkProgress(invocation)
    }

    private func selection(_ definitions: Definitions) throws -> Selection {
        let policy = try concerning("--policy") { try PolicyFlags(invocation[options.execution.policy]) }
        var selection = try choice.selection(
            from: definitions, try options.overrides(invocation) + policy.overrides,
            for: invocation[options.print] ? .printing : .building)
        if policy.isDisabled { selection.disablePolicy() }
        context.messages.show(selection.warnings)
        return selection
    }

    private func build(_ selection: Selection) throws {
        let method = try options.execution.callMethod(invocation)
        let call = try BakeCall(selection, method, context)
        if call.isAsking { try call.write(context.withWorkTree(machine) { try call.answers(in: $0) }) }
        if call.rest.isEmpty { return }
        try call.rest.forEach { try options.execution.engine.checkLeave($0.target, invocation) }
        let run = EngineRun(
            options: options.execution.engine, pushing: options.execution.pushing, invocation: invocation,
            context: context, machine: machine,
            progress: invocation[options.execution.engine.progress], checkingCall: choice.checkingCall)
        let results = try run.build(selection.inputs, wanted: call.rest.map(\.target.name))
        guard let file = invocation[options.execution.metadata] else { return }
        let named = Dictionary(results.map { ($0.name, $0.export) }) { first, _ in first }
        try MetadataFile.write(named, to: Path(word: file))
    }
}
