internal import Arguments
internal import BakeLanguage
internal import Console
internal import Host
internal import Values

extension Hearth {
    static let bake: Command<Action> = Command(
        "bake", summary: "Build the targets of a bake file",
        discussion: """
            Reads bake files (HCL, JSON, Compose) as `docker buildx bake` does and takes its options. Without --file it
            merges all of these that are in the working directory: \(FileLookup.names.joined(separator: ", ")).
            Building comes with a later version; --print and --list show what the files mean.
            """
    ) { declare in
        let options = BakeOptions(&declare)
        declare.example("hearth bake --print", "Shows the default targets.")
        declare.example("hearth bake --list=targets", "Lists what there is to build.")
        declare.example("hearth bake --print app --set app.args.VERSION=2", "Shows a target with another argument.")
        declare.example("hearth bake -f ci.hcl --var TAG=1.2 --push --print", "Shows what a CI job would push.")
        return { invocation, context in
            // Nothing is written but the answer.
            Interruption.endAtOnce()
            try Bake(options, invocation, context).run()
        }
    }
}

/// One call of `bake`.
private struct Bake {
    private let options: BakeOptions
    private let invocation: Invocation
    private let context: Context
    private let machine = Machine()

    init(_ options: BakeOptions, _ invocation: Invocation, _ context: Context) {
        self.options = options
        self.invocation = invocation
        self.context = context
    }

    func run() throws {
        do {
            try bake()
        } catch {
            // A read that a request to stop has cut short looks like a file that cannot be read.
            try Interruption.check()
            throw error
        }
    }

    private func bake() throws {
        let listing = try listing()
        try check(listing)
        let definitions = try definitions()
        context.messages.show(definitions.warnings)
        if let listing { return try context.output.list(listing, of: definitions, context) }
        let selection = try selection(definitions)
        guard invocation[options.print] else {
            throw UserError("hearth cannot build yet", hint: "see what would be built with --print")
        }
        try context.output.json(selection.json)
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
        if let address = invocation[options.targets].first, address.isRemoteContext {
            throw UserError(
                "bake files are not read from the network", hint: "fetch \(address), and name the file with --file")
        }
        for word in invocation[options.allow] {
            try concerning("--allow") { _ = try Entitlement(text: word) }
        }
        if invocation[options.progress] == .tty, !Terminal.error.isInteractive {
            throw UserError("progress cannot be shown as tty where there is no terminal", hint: "use --progress=plain")
        }
    }

    private func definitions() throws -> Definitions {
        let files = try FileLookup(machine).files(invocation[options.files]) { try machine.standardInput() }
        let given = Dictionary(invocation[options.variables].map { ($0.name, $0.value) }) { _, last in last }
        let overrides = VariableOverrides(
            given: given,
            builtIns: ["BAKE_CMD_CONTEXT": "cwd://", "BAKE_LOCAL_PLATFORM": machine.platform.description],
            surroundings: machine)
        return try Definitions(files, overrides, machine)
    }

    private func selection(_ definitions: Definitions) throws -> Selection {
        let policy = try concerning("--policy") { try PolicyFlags(invocation[options.policy]) }
        let overrides = try TargetOverrides(try overrides() + policy.overrides, for: definitions, machine)
        let names = invocation[options.targets]
        var selection = try Selection(
            of: names.isEmpty ? ["default"] : names, from: definitions, overrides, machine)
        if policy.isDisabled { selection.disablePolicy() }
        context.messages.show(selection.warnings)
        return selection
    }

    /// The words behind `--set`, and what other options say of all targets.
    private func overrides() throws -> [Override] {
        try invocation[options.set].map { try Override(set: $0) } + flags
            + (try callMethod().map { [Override(.call, of: "--call", written: $0.name, value: $0.name)] } ?? [])
            + attestations
    }

    private var flags: [Override] {
        let given: [(option: Option<Bool>, key: OverrideKey, isSaid: Bool)] = [
            (options.push, .push, invocation[options.push]), (options.load, .load, invocation[options.load]),
            (options.noCache, .noCache, invocation.isGiven(options.noCache)),
            (options.pull, .pull, invocation.isGiven(options.pull)),
        ]
        return given.filter(\.isSaid).map { option, key, _ in
            let value = "\(invocation[option])"
            return Override(key, of: "--\(key.rawValue)", written: value, value: value)
        }
    }

    private var attestations: [Override] {
        [("sbom", options.sbom), ("provenance", options.provenance)].compactMap { type, option in
            guard let text = invocation[option], !text.isEmpty else { return nil }
            let value = Attestation.text(type: type, option: text)
            return Override(.attest, of: "--\(type)", written: text, value: value)
        }
    }

    private func callMethod() throws -> CallMethod? {
        try concerning("--call") { try CallMethod(text: invocation[options.call] ?? "") }
    }
}
