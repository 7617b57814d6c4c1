package import ContentStore
internal import DockerfileLanguage
package import Planning
internal import Values

/// Which steps of a plan need not be done, and which must: looked up in one go, before anything runs.
package struct KnownSteps: Sendable {
    /// By the states that steps lead to.
    private(set) var records: [Digest: StepRecord] = [:]
    /// What targets come to whose key files promise it, by the states at their ends: those that their steps would have to be done for.
    private(set) var promises: [Digest: TargetRecord] = [:]
    /// The targets that promises stand for.
    private(set) var promised: Set<String> = []
    /// The states of steps that are applied to what was promised, or read it: what their recipes say of it is not what is there.
    private var besideRecipe: Set<Digest> = []
    /// The states that images need to be made, each after those it needs.
    private(set) var demanded: [Digest] = []
    /// The states whose files steps need that are to be done.
    private(set) var read: Set<Digest> = []

    package init(_ order: BuildOrder, in store: Store) throws {
        let plan = order.plan
        for (scope, steps) in Dictionary(grouping: plan.steps, by: order.scope(of:)) {
            let candidates = steps.filter { $0.isCertain && !$0.isForced }
            let found = try store.records(for: candidates.map(\.key), preferring: scope)
            for step in candidates { records[step.state] = found[step.key] }
        }
        for target in plan.targets where target.isPromise { try take(target, in: plan, store) }
        for step in plan.steps where ([step.below] + step.reads).contains(where: isOther) {
            besideRecipe.insert(step.state)
            records[step.state] = nil
        }
        let ends = plan.targets.filter { order.wanted.contains($0.name) }.flatMap(\.images).map(\.state)
        demanded = demand(ends, in: plan)
        read = readStates(in: plan)
    }

    /// The same, with nothing that may be evicted while it is needed.
    init(_ order: BuildOrder, keptBy lease: Lease, in store: Store) throws {
        repeat { self = try KnownSteps(order, in: store) } while try !lease.add(blobs).isEmpty
    }

    private var blobs: [Digest] {
        (records.values.map(\.layer) + promises.values.flatMap { $0.layers.map(\.layer) })
            .flatMap { [$0.diffID, $0.tree] }
    }

    /// Whether the result of a step is there, as far as its recipe tells.
    package func hasResult(of step: PlannedStep) -> Bool {
        records[step.state] != nil || promises[step.state] != nil
    }

    /// Whether the key of a step says all that it depends on, and says it of what is there.
    func isCertain(_ step: PlannedStep) -> Bool { step.isCertain && !besideRecipe.contains(step.state) }

    private func isOther(_ state: Digest) -> Bool { promises[state] != nil || besideRecipe.contains(state) }

    /// What a step reads is not needed when its result is there.
    func needs(of step: PlannedStep) -> [Digest] {
        records[step.state] == nil ? [step.below] + step.reads : [step.below]
    }

    private func readStates(in plan: Plan) -> Set<Digest> {
        var read: Set<Digest> = []
        var open: [Digest] = []
        for state in demanded where records[state] == nil && promises[state] == nil {
            guard let step = plan.step(leadingTo: state) else { continue }
            open += step.isLink ? step.reads : [step.below] + step.reads
        }
        while let state = open.popLast() {
            guard read.insert(state).inserted, promises[state] == nil else { continue }
            if let step = plan.step(leadingTo: state) { open.append(step.below) }
        }
        return read
    }

    private func demand(_ ends: [Digest], in plan: Plan) -> [Digest] {
        var needed: Set<Digest> = []
        var open = ends
        while let state = open.popLast() {
            guard needed.insert(state).inserted, promises[state] == nil, let step = plan.step(leadingTo: state) else {
                continue
            }
            open += needs(of: step)
        }
        let bases = needed.filter { plan.step(leadingTo: $0) == nil }
        return bases.sorted() + plan.steps.map(\.state).filter(needed.contains)
    }

    /// Takes what is kept under the key of a target, where its own steps would not be found done.
    private mutating func take(_ target: PlannedTarget, in plan: Plan, _ store: Store) throws {
        let states = target.images.map(\.state)
        guard states.contains(where: { !isDone($0, in: plan) }),
            states.allSatisfy({ mayBeTaken($0, for: target.name, in: plan) })
        else { return }
        let kept = try store.targets(for: target.key)
        let found = target.images.compactMap { image in
            kept.first { $0.platform == image.platform.description }.map { (image.state, $0) }
        }
        guard found.count == states.count else { return }
        promises.merge(found) { first, _ in first }
        promised.insert(target.name)
    }

    /// Whether a state is reached without anything being done.
    private func isDone(_ state: Digest, in plan: Plan) -> Bool {
        var state = state
        while let step = plan.step(leadingTo: state) {
            if records[state] == nil { return false }
            state = step.below
        }
        return true
    }

    /// Whether what is kept may stand for a state: nobody else builds on it who was promised nothing, no step is to be done in any
    /// case, and its configuration is no guess.
    private func mayBeTaken(_ state: Digest, for target: String, in plan: Plan) -> Bool {
        guard plan.step(leadingTo: state)?.targets == [target] else { return false }
        var state = state
        while let step = plan.step(leadingTo: state) {
            if step.isForced { return false }
            state = step.below
        }
        return plan.base(of: state).map { $0.isScratch || $0.isKnown } ?? false
    }
}

extension PlannedStep {
    /// Whether its layer knows nothing of what is below.
    fileprivate var isLink: Bool {
        if case .copy(let copy) = operation { copy.isLink } else { false }
    }
}
