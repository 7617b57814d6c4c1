internal import OCI
internal import Values

extension Resolver {
    mutating func linkStages() throws(Diagnostics) {
        for (number, stage) in dockerfile.stages.enumerated() where !hasManyFaults {
            var node = StageGraph.Node(stage: stage, label: stage.name ?? "stage-\(number)")
            do throws(Diagnostics) {
                try link(&node)
            } catch {
                blame(error)
            }
            graph.add(node)
        }
        try stopAtFaults()
    }

    private mutating func link(_ node: inout StageGraph.Node) throws(Diagnostics) {
        let stage = node.stage
        let base = try expand(stage.base, .word(0), of: stage)
        guard !base.text.isEmpty else {
            throw blamed(.emptyBase(stage.base, unset: base.unset, known: knownArguments), .word(0), of: stage)
        }
        node.base = graph.base(named: base.text)
        node.arguments = base.matched
        if let platform = stage.platform, !platform.isEmpty { try choose(platform, for: &node) }
        guard let name = stage.name, name != "scratch", name != "context" else { return }
        guard (try? ImageReference(name)) != nil else {
            throw blamed(.stageName(name), .word(2), of: stage)
        }
        do {
            node.replacement = try sources.context(named: name, for: node.platform ?? request.platform)
        } catch {
            throw Origins.blame(error, name, [], place(of: .word(2), in: stage))
        }
    }

    private mutating func choose(_ written: String, for node: inout StageGraph.Node) throws(Diagnostics) {
        let stage = node.stage
        let wanted = try expand(written, .flag("platform"), of: stage)
        checkRedundancy(written, wanted, stage)
        checkConstant(wanted, stage)
        guard !wanted.text.isEmpty else {
            throw blamed(
                .emptyPlatform(written, unset: wanted.unset, known: knownArguments), .flag("platform"), of: stage)
        }
        do throws(PlatformFault) {
            node.platform = try Platform(wanted.text, here: request.buildPlatform)
        } catch {
            throw blamed(.platform(error), .flag("platform"), of: stage)
        }
        node.arguments.formUnion(wanted.matched)
    }

    private var knownArguments: [String] { globals.values.all.map(\.name) }

    func place(of part: InstructionPart, in stage: Stage) -> SourceRange {
        stage.range.place(of: part, escape: expander.escape)
    }

    private func blamed(_ fault: ResolutionFault, _ part: InstructionPart, of stage: Stage) -> Diagnostics {
        Diagnostics(fault.diagnostic(at: place(of: part, in: stage)))
    }

    private mutating func expand(
        _ word: String, _ part: InstructionPart, of stage: Stage
    ) throws(Diagnostics) -> Expander.Result {
        let result: Expander.Result
        do throws(ExpansionFault) {
            result = try expander.expand(word, globals.values)
        } catch {
            if case .required(let name, _, _) = error, globals.values[name] == nil {
                report(undeclared: [ExactText(name)], stage)
            }
            throw blamed(.expansion(error), part, of: stage)
        }
        report(undeclared: result.unmatched, stage)
        return result
    }

    private mutating func report(undeclared names: Set<ExactText>, _ stage: Stage) {
        for name in names.sorted().map(\.text) where !globals.isDeclared(name) {
            let known = knownArguments + globals.declared.keys.sorted().map(\.text)
            let near = tally.suggestions.nearest(to: name, among: known)
            let detail = "FROM argument '\(name)' is not declared" + (near.map { " (did you mean \($0)?)" } ?? "")
            tally.findings.add(Finding(.undefinedArgInFrom, detail, lines: [stage.lines]), comments: stage.comments)
        }
    }

    private mutating func checkRedundancy(_ written: String, _ wanted: Expander.Result, _ stage: Stage) {
        let name = GlobalArguments.targetPlatform
        guard wanted.matched == [ExactText(name)], wanted.unmatched.isEmpty, wanted.text == globals.values[name] else {
            return
        }
        let detail = "Setting platform to predefined \(written) in FROM is redundant as this is the default behavior"
        tally.findings.add(Finding(.redundantTargetPlatform, detail, lines: [stage.lines]), comments: stage.comments)
    }

    /// A platform is no surprise where the name of the stage tells of it.
    private mutating func checkConstant(_ wanted: Expander.Result, _ stage: Stage) {
        guard wanted.matched.isEmpty, wanted.unmatched.isEmpty,
            let platform = try? Platform(wanted.text, here: request.buildPlatform)
        else { return }
        let name = stage.name ?? ""
        guard !name.contains(platform.system), !name.contains(platform.architecture) else { return }
        let detail = "FROM --platform flag should not use constant value \(HistoryText.quoted(wanted.text))"
        tally.findings.add(
            Finding(.fromPlatformFlagConstDisallowed, detail, lines: [stage.lines]), comments: stage.comments)
    }
}

extension Expander.Result {
    /// The variables that were asked for and have no value.
    var unset: [String] { unmatched.sorted().map(\.text) }
}
