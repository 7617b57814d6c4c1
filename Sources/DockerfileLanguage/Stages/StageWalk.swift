internal import OCI
internal import Values

/// Goes through the instructions of a stage, one after the other, and notes what each is to do.
struct StageWalk {
    /// What is the same for all stages.
    struct Surroundings {
        let request: BuildRequest
        let globals: GlobalArguments
        let graph: StageGraph
        let origins: Origins
        let expander: Expander
        let proxies: Variables
    }

    let surroundings: Surroundings
    /// Its number in the Dockerfile.
    let number: Int
    var state: StageState
    var tally: Tally
    /// Names of the steps say how many there are.
    var titles: StepTitles
    var steps: [ResolvedStep] = []
    var history: [HistoryEntry] = []
    var parameters = StageParameters()
    /// Where CMD, ENTRYPOINT and HEALTHCHECK were last.
    private var lastUses: [String: ClosedRange<Int>] = [:]
    /// What is looked at, in case that something is wrong with it.
    var part = InstructionPart.whole
    private(set) var faults: [Diagnostic] = []
    /// Whether a fault was of a kind that nothing can be said of what follows.
    private(set) var hasEnded = false

    init(
        _ surroundings: Surroundings, number: Int, _ state: StageState, _ titles: StepTitles, _ tally: Tally
    ) {
        self.surroundings = surroundings
        self.number = number
        self.state = state
        self.titles = titles
        self.tally = tally
    }

    /// Takes one instruction after the other, and goes on after those that are faulty and of no consequence.
    mutating func go(through instructions: [Instruction], isTrigger: Bool, atMost mostFaults: Int) {
        titles.isTrigger = isTrigger
        for instruction in instructions where !hasEnded && faults.count < mostFaults {
            do throws(ResolutionFault) {
                part = .whole
                try take(instruction)
                part = .whole
                if let lacking = tally.effort.lacking { throw .tooMuch(lacking) }
            } catch {
                blame(error, instruction)
            }
        }
    }

    private mutating func blame(_ fault: ResolutionFault, _ instruction: Instruction) {
        faults.append(fault.diagnostic(at: instruction.place(of: part, escape: surroundings.expander.escape)))
        hasEnded = tally.effort.lacking != nil || instruction.changesWhatFollows
        tally.findings.isClosed = true
    }

    private mutating func take(_ instruction: Instruction) throws(ResolutionFault) {
        switch instruction.content {
        case .add(let copying): try add(copying, instruction)
        case .arg(let definitions): try argue(definitions, instruction)
        case .cmd(let line): command(line, instruction)
        case .copy(let copying): try copy(copying, instruction)
        case .entrypoint(let line): entrypoint(line, instruction)
        case .env(let assignments): try environment(assignments, instruction)
        case .expose(let ports): try expose(ports, instruction)
        case .healthcheck(let check): healthcheck(check, instruction)
        case .label(let assignments): try label(assignments, instruction)
        case .maintainer(let name): maintain(name)
        case .onbuild(let text): state.configuration.execution.onBuild.append(text)
        case .run(let running): try run(running, instruction)
        case .shell(let words): shell(words)
        case .stopsignal(let signal): try stopSignal(signal, instruction)
        case .user(let user): try setUser(user, instruction)
        case .volume(let paths): try addVolumes(paths, instruction)
        case .workdir(let path): try enter(path, instruction)
        }
    }

    /// Replaces the variables of a word, and tells of those that nobody set.
    mutating func expand(
        _ word: String, _ part: InstructionPart, of instruction: Instruction
    ) throws(ResolutionFault) -> String {
        self.part = part
        return try expand(word, instruction, surroundings.expander)
    }

    mutating func expand(
        _ word: String, _ instruction: Instruction, _ expander: Expander
    ) throws(ResolutionFault) -> String {
        let result: Expander.Result
        do throws(ExpansionFault) {
            result = try expander.expand(word, state.variables)
        } catch {
            if case .required(let name, _, _) = error, state.variables[name] == nil {
                report(unset: [ExactText(name)], instruction)
            }
            throw .expansion(error)
        }
        report(unset: result.unmatched, instruction)
        return result.text
    }

    mutating func report(unset names: Set<ExactText>, _ instruction: Instruction) {
        guard !names.isEmpty, !state.isGuess else { return }
        for name in names.sorted().map(\.text) where state.arguments[name] == nil && !Self.unseen.contains(name) {
            let near = suggestion(for: name)
            let detail = "Usage of undefined variable '$\(name)'" + (near.map { " (did you mean $\($0)?)" } ?? "")
            find(.undefinedVar, detail, instruction)
        }
    }

    private mutating func suggestion(for name: String) -> String? {
        if !state.areSorted { tally.suggestions.spend(state.variables.all.count) }
        return tally.suggestions.isSpent ? nil : tally.suggestions.nearest(to: name, among: state.sortedVariables())
    }

    mutating func find(_ rule: Rule, _ detail: String, _ instruction: Instruction) {
        tally.findings.add(Finding(rule, detail, lines: [instruction.lines]), comments: instruction.comments)
    }

    /// Tells of the one before, which is for nothing.
    mutating func noteUse(_ instruction: Instruction) {
        let word = instruction.word.lowercased()
        if let lines = lastUses[word] {
            let detail =
                "Multiple \(instruction.word) instructions should not be used in the same stage because only "
                + "the last one will be used"
            tally.findings.add(
                Finding(.multipleInstructionsDisallowed, detail, lines: [lines]), comments: instruction.comments)
        }
        lastUses[word] = instruction.lines
    }

    /// Sorting them costs something each time one was set.
    mutating func sortedVariables() -> Variables {
        if !state.areSorted { tally.effort.variables -= state.variables.all.count }
        return state.sortedVariables()
    }

    mutating func record(_ text: String, isEmpty: Bool = true) {
        tally.effort.text -= text.utf8.count
        history.append(HistoryEntry(createdBy: text, isEmpty: isEmpty, comment: "buildkit.dockerfile.v0"))
    }

    mutating func addStep(_ title: String, _ operation: ResolvedStep.Operation, _ instruction: Instruction) {
        let (bracket, whole) = titles.next(title, state.variables)
        steps.append(
            ResolvedStep(
                title: whole, operation: operation, range: instruction.range, isTrigger: titles.isTrigger,
                bracket: bracket))
    }

    func has(_ word: String) -> Bool { lastUses[word] != nil }

    /// Arguments that are for scanners alone, and no variables.
    static let unseen: Set<String> = ["BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE"]
}

extension Instruction {
    /// Whether others may be faulty only since this one is.
    fileprivate var changesWhatFollows: Bool {
        switch content {
        case .arg, .env, .workdir: true
        default: false
        }
    }
}
