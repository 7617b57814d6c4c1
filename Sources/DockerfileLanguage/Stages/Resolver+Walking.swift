internal import OCI
internal import Values

extension Resolver {
    /// Goes through the stages in the order of the file, in which each comes after those it needs.
    mutating func walkStages(
        _ target: Int, isAlone: Bool, _ epoch: SourceEpoch?
    ) throws(Diagnostics) -> ResolvedDockerfile {
        var walks = StageWalks(self, isAlone: isAlone)
        var stages: [ResolvedStage] = []
        var broken: Set<Int> = []
        for number in graph.nodes.indices where isWanted(number) {
            guard !hasManyFaults, !walks.isExhausted else { break }
            // What a faulty stage leaves behind says nothing of those made of it.
            if case .stage(let base) = graph.nodes[number].base, broken.contains(base) {
                broken.insert(number)
                continue
            }
            let end = walks.walk(number, isTarget: number == target, atMost: StatementReader.mostFaults - faults.count)
            faults += end.faults
            if !end.isWhole { broken.insert(number) }
            if needed.contains(number) { stages.append(end.stage) }
        }
        tally = walks.tally
        parameters = walks.parameters(target)
        try stopAtFaults()
        try refuseFindings()
        guard let made = stages.last(where: { $0.index == target }) else {
            preconditionFailure("the target is needed, and where nothing is wrong every stage that is needed is made")
        }
        return ResolvedDockerfile(stages: stages, target: made, epoch: epoch)
    }

    private func isWanted(_ number: Int) -> Bool {
        request.wantsAllStages || needed.contains(number)
    }
}
