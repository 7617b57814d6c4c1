internal import BakeLanguage
internal import Values

/// The targets of a plan, some of which are planned and some of which wait for those they link to.
struct PlanningWork {
    private(set) var planned: [String: PlannedTarget] = [:]
    /// Those of which nothing is missing, not yet planned.
    private(set) var ready: [BuildInput] = []
    private var waiting: [BuildInput]
    private var outcomes: [String: Outcome] = [:]
    private var faults: [String: any Error] = [:]

    init(_ inputs: [BuildInput]) {
        waiting = inputs
        findReady()
    }

    /// Takes what came of the targets that were ready, and finds those that are now.
    mutating func take(_ results: [Result<Outcome, any Error>]) {
        for (input, result) in zip(ready, results) {
            let name = input.target.name
            switch result {
            case .success(let outcome):
                outcomes[name] = outcome
                planned[name] = PlannedTarget(input.target, outcome)
            case .failure(let error):
                faults[name] = error
            }
        }
        findReady()
    }

    private mutating func findReady() {
        // What links to something faulty would only have faults that follow from it.
        waiting.removeAll { $0.target.links.contains { faults[$0] != nil } }
        ready = waiting.filter { $0.target.links.allSatisfy { planned[$0] != nil } }
        if ready.isEmpty, let first = waiting.first {
            // A link to what is not among the targets is told by the target that has it.
            ready = [first]
        }
        let taken = Set(ready.map(\.target.name))
        waiting.removeAll { taken.contains($0.target.name) }
    }

    /// The whole plan, in the order of `inputs`. Throws all that is wrong, each fault once.
    func plan(_ inputs: [BuildInput]) throws -> Plan {
        var plan = Plan()
        var diagnostics: [Diagnostic] = []
        for name in inputs.map(\.target.name) {
            if let outcome = outcomes[name], let target = planned[name] {
                plan.add(target, outcome)
            } else if let some = faults[name] as? Diagnostics {
                for fault in some.all where !diagnostics.contains(fault) { diagnostics.append(fault) }
            } else if let error = faults[name] {
                throw error
            }
        }
        if !diagnostics.isEmpty { throw Diagnostics(diagnostics) }
        return plan
    }
}

extension Plan {
    fileprivate mutating func add(_ target: PlannedTarget, _ outcome: Outcome) {
        for base in outcome.bases { add(base) }
        for step in outcome.steps { add(step, for: target.name) }
        files.merge(outcome.files) { first, _ in first }
        targets.append(target)
    }
}

extension PlannedTarget {
    init(_ target: Target, _ outcome: Outcome) {
        self.init(
            name: target.name, images: outcome.images, recipe: outcome.recipe,
            isPromise: outcome.recipe.domain == .keyFiles, dockerfile: outcome.dockerfile, findings: outcome.findings,
            warnings: outcome.warnings,
            range: target.declaration, isCertain: outcome.isCertain)
    }
}
