internal import OCI
internal import Values

/// Finds out what a Dockerfile asks for, in the order in which BuildKit does: the arguments before the first stage, the
/// FROMs, what stages need of one another, the images, and then the instructions of the stages, one stage after the
/// other. What is wrong is told for all FROMs, or all images, or all stages at once, and ends the way.
struct Resolver {
    let dockerfile: Dockerfile
    let sources: any StageSources
    let expander: Expander
    var request: BuildRequest
    var tally: Tally
    /// Where the Dockerfile sets what is checked, if it does.
    private let checkPlace: SourceRange?
    var globals: GlobalArguments
    var graph = StageGraph()
    var origins: Origins
    /// What bases ask for, before the stages' own instructions.
    var triggers: [Int: [Instruction]] = [:]
    /// The stages that the target is made of, itself among them.
    var needed: Set<Int> = []
    var parameters: [StageParameters] = []
    var faults: [Diagnostic] = []

    init(_ reading: Reading, _ request: BuildRequest, _ sources: any StageSources) {
        dockerfile = reading.dockerfile
        self.request = request
        self.sources = sources
        expander = Expander(escape: reading.dockerfile.directives.escape)
        tally = Tally(reading.findings)
        checkPlace = reading.checkPlace
        let target = request.stage ?? dockerfile.stages.last?.name ?? ""
        globals = GlobalArguments(request, stage: target, expander)
        origins = Origins(request.platform)
    }

    mutating func resolve() throws(Diagnostics) -> ResolvedDockerfile {
        checkDefaultBases()
        try readArguments()
        let epoch = try epoch()
        try linkStages()
        let target = try target()
        try findNeeds()
        // Without triggers, which come to light only now and count for none.
        let isAlone = graph.nodes.count == 1 && !graph.hasForeignNeeds
        try loadImages()
        try load(neededFor: target)
        return try walkStages(target, isAlone: isAlone, epoch)
    }

    /// Nobody reads more.
    var hasManyFaults: Bool { faults.count >= StatementReader.mostFaults }

    /// Ends the way if anything was wrong so far.
    mutating func stopAtFaults() throws(Diagnostics) {
        if !faults.isEmpty { throw Diagnostics(faults) }
    }

    mutating func blame(_ fault: ResolutionFault, at range: SourceRange?) {
        faults.append(fault.diagnostic(at: range))
        tally.findings.isClosed = true
    }

    mutating func blame(_ diagnostics: Diagnostics) {
        faults += diagnostics.all
        tally.findings.isClosed = true
    }

    func place(of part: InstructionPart, in instruction: Instruction) -> SourceRange {
        instruction.place(of: part, escape: expander.escape)
    }

    private mutating func readArguments() throws(Diagnostics) {
        for instruction in dockerfile.arguments where !hasManyFaults {
            do throws(GlobalArgumentFault) {
                try globals.add(instruction)
            } catch {
                blame(.expansion(error.fault), at: place(of: .value(error.place), in: instruction))
            }
        }
        try stopAtFaults()
    }

    /// Whether stages would have a base if the command line gave no arguments.
    private mutating func checkDefaultBases() {
        var defaults = GlobalArguments(defaultsOf: globals)
        for instruction in dockerfile.arguments {
            guard (try? defaults.add(instruction)) != nil else { return }
        }
        for stage in dockerfile.stages {
            guard let base = try? expander.expand(stage.base, defaults.values).text else { return }
            if (try? ImageReference(base)) != nil { continue }
            let detail = "Default value for ARG \(stage.base) results in empty or invalid base image name"
            tally.findings.add(Finding(.invalidDefaultArgInFrom, detail, lines: [stage.lines]))
        }
    }

    /// Where findings are to be errors, that is one more.
    mutating func refuseFindings() throws(Diagnostics) {
        let findings = tally.findings
        guard findings.settings.failsOnFindings, !findings.all.isEmpty else { return }
        let (file, table) = (dockerfile.file, LineTable(dockerfile.file))
        let all = findings.all.map { finding in
            let start = finding.lines.first.flatMap { table.start(of: $0.lowerBound) }
            return (finding: finding, range: start.map { SourceRange(file, file.line(around: $0)) })
        }
        throw Diagnostics(ResolutionFault.broken(all).diagnostic(at: checkPlace))
    }

    private mutating func target() throws(Diagnostics) -> Int {
        guard let name = request.stage, !name.isEmpty else { return graph.nodes.count - 1 }
        if let number = graph.number(named: name) { return number }
        throw Diagnostics(ResolutionFault.unknownTarget(name, known: graph.names).diagnostic(at: nil))
    }

    private mutating func findNeeds() throws(Diagnostics) {
        for number in graph.nodes.indices where !hasManyFaults {
            for instruction in graph.nodes[number].stage.instructions where !hasManyFaults {
                do throws(ResolutionFault) {
                    graph.addNeeds(try graph.needs(of: instruction, expander), of: number)
                } catch {
                    blame(error, at: place(of: .flag("from"), in: instruction))
                }
            }
        }
        try stopAtFaults()
        guard let cycle = graph.cycle else { return }
        blame(.cycle(cycle), at: cycle.first?.range)
        try stopAtFaults()
    }
}
