internal import Arguments
internal import BakeLanguage
internal import Building
internal import Console
internal import Host
internal import Outputs
internal import Planning
internal import Values

extension Hearth {
    static let restore: Command<Action> = Command(
        "restore", summary: "Have a target in the store: from there, from a file, or built",
        discussion: """
            For the beginning of a CI job. Where the store has the target by its key, nothing is done. Else it is imported from
            --from, if that is there and brings what is wanted. Else, with --or-build, it is built, and written to --from for the
            next time. In a directory the file is TARGET-KEY.tar.zst, with the key that `hearth key TARGET` printed before.
            """
    ) { declare in
        let options = RestoreOptions(&declare)
        declare.example("hearth restore base --from base.tar.zst --or-build", "Imports base, or builds and writes it.")
        declare.example("hearth restore base --from cache/ --or-build", "The same, with a file for each key.")
        declare.example("hearth restore base", "Says whether base is there, by the exit code too.")
        return { invocation, context in
            try Restoring(options, invocation, context).run()
        }
    }
}

/// The command line of `restore`.
struct RestoreOptions {
    let choice: TargetOptions
    let from: Option<String?>
    let builds: Option<Bool>
    let saves: Option<Bool>
    let engine: EngineOptions

    init(_ declare: inout Declaration) {
        choice = TargetOptions(&declare)
        from = declare.option(
            "--from", value: "PLACE", help: "A file of `hearth cache export`, or a directory of them", kind: .file)
        builds = declare.flag("--or-build", help: "Build what is not to be had, and write it to --from")
        saves = declare.flag("--save", help: "Write to --from also what the store had, if nothing is there")
        engine = EngineOptions(&declare)
    }
}

/// One call of `restore`.
private struct Restoring {
    private enum Outcome: String {
        case present
        case imported
        case built
    }

    private let options: RestoreOptions
    private let invocation: Invocation
    private let context: Context
    private let command: PlanningCommand

    init(_ options: RestoreOptions, _ invocation: Invocation, _ context: Context) {
        self.options = options
        self.invocation = invocation
        self.context = context
        command = PlanningCommand(options.choice, invocation, context)
    }

    func run() throws {
        try options.engine.checkProgress(invocation)
        if invocation[options.saves], invocation[options.from] == nil {
            throw UserError("--save needs a place", hint: "name it with --from")
        }
        let selection = try selection()
        let name = selection.asked[0]
        let bases = BaseTargets(
            selection: selection, context: context, machine: command.machine,
            asking: invocation[options.engine.offline] ? .nobody : .wherePossible)
        let (key, isBuilt) = try bases.withBase(name) { ($1.key, $0.isBuilt) }
        let file = invocation[options.from].map { path(in: $0, name, key) }
        let outcome = try outcome(bases, name, isBuilt: isBuilt, file)
        if let file, outcome == .built || outcome == .present && isToBeSaved(file) {
            _ = try bases.write(name) { _ in Path(word: file) }
        }
        try tell(outcome, name, key, file)
    }

    private func selection() throws -> Selection {
        try command.choice.check()
        let definitions = try command.choice.definitions()
        context.messages.show(definitions.warnings)
        let builds = invocation[options.builds]
        let selection = try command.choice.selection(from: definitions, for: builds ? .building : .planning)
        context.messages.show(selection.warnings)
        guard selection.asked.count == 1 else {
            throw UserError(
                "one target is restored at a time, and these are \(selection.asked.joined(separator: ", "))")
        }
        return selection
    }

    private func path(in place: String, _ name: String, _ key: Digest) -> String {
        guard BaseTargets.isDirectory(place) else { return place }
        return (Path(word: place) / BaseTargets.fileName(name, key)).word
    }

    private func isToBeSaved(_ file: String) -> Bool {
        invocation[options.saves] && command.machine.kind(of: file) == nil
    }

    private func outcome(
        _ bases: BaseTargets, _ name: String, isBuilt: Bool, _ file: String?
    ) throws -> Outcome {
        if isBuilt { return .present }
        if let file, command.machine.kind(of: file) != nil, try take(file, bases, name) { return .imported }
        guard invocation[options.builds] else {
            let place = file.map { ", and there is no \($0.shellWord)" } ?? ""
            context.messages.error(
                "the target \(name) is not in the store\(place)",
                hint: "build it with `hearth bake \(name.shellWord)`, or add --or-build")
            throw Unsuccessful()
        }
        try build(bases.selection, name)
        return .built
    }

    /// Imports a file. False where it does not bring the target and that can be mended.
    private func take(_ file: String, _ bases: BaseTargets, _ name: String) throws -> Bool {
        do {
            let base = try context.importBase(file)
            if try bases.withBase(name, { base, _ in base.isBuilt }) { return true }
            throw Concerning(
                subject: "\(file.shellWord) does not have the target \(name) as it is now",
                cause: BaseTarballFault.otherKey(target: base.target, key: base.key))
        } catch  where invocation[options.builds] && ExitCode(error) != .interrupted {
            context.messages.warn("\(Hearth.text(of: error)); building \(name) instead")
            return false
        }
    }

    /// Builds the target into the store alone.
    private func build(_ selection: Selection, _ name: String) throws {
        let inputs = selection.inputs.map { input in
            var target = input.target
            target.outputs = nil
            return BuildInput(target)
        }
        for input in inputs { try options.engine.checkLeave(input.target, invocation) }
        let run = EngineRun(
            options: options.engine, invocation: invocation, context: context, machine: command.machine,
            progress: invocation[options.engine.progress], checkingCall: command.choice.checkingCall)
        _ = try run.build(inputs, wanted: [name])
    }

    private func tell(_ outcome: Outcome, _ name: String, _ key: Digest, _ file: String?) throws {
        guard !context.wantsJSON else {
            return try context.output.json([
                "target": .string(name), "key": .string(key.description), "outcome": .string(outcome.rawValue),
                "file": file.map(JSON.string) ?? .null,
            ])
        }
        let place = outcome == .imported ? file.map { " from \($0.shellWord)" } ?? "" : ""
        try context.output.line("\(name) \(outcome.rawValue)\(place)")
    }
}
