package import ContentStore
package import Planning
internal import Values

/// Which steps of a plan need not be done, and which must: looked up in one go, before anything runs.
package struct KnownSteps: Sendable {
    /// By the states that steps lead to.
    private(set) var records: [Digest: StepRecord] = [:]
    /// The states that images need to be made, each after those it needs.
    private(set) var demanded: [Digest] = []

    package init(_ order: BuildOrder, in store: Store) throws {
        let plan = order.plan
        for (scope, steps) in Dictionary(grouping: plan.steps, by: order.scope(of:)) {
            let candidates = steps.filter { $0.isCertain && !$0.isForced }
            let found = try store.records(for: candidates.map(\.key), preferring: scope)
            for step in candidates { records[step.state] = found[step.key] }
        }
        let ends = plan.targets.filter { order.wanted.contains($0.name) }.flatMap(\.images).map(\.state)
        demanded = demand(ends, in: plan)
    }

    /// The same, with nothing that may be evicted while it is needed.
    init(_ order: BuildOrder, keptBy lease: Lease, in store: Store) throws {
        repeat { self = try KnownSteps(order, in: store) } while try !lease.add(blobs).isEmpty
    }

    private var blobs: [Digest] { records.values.flatMap { [$0.layer.diffID, $0.layer.tree] } }

    /// Whether the result of a step is there, as far as its recipe tells.
    package func hasResult(of step: PlannedStep) -> Bool { records[step.state] != nil }

    /// What a step reads is not needed when its result is there.
    func needs(of step: PlannedStep) -> [Digest] {
        records[step.state] == nil ? [step.below] + step.reads : [step.below]
    }

    private func demand(_ ends: [Digest], in plan: Plan) -> [Digest] {
        var needed: Set<Digest> = []
        var open = ends
        while let state = open.popLast() {
            guard needed.insert(state).inserted, let step = plan.step(leadingTo: state) else { continue }
            open += needs(of: step)
        }
        let bases = needed.filter { plan.step(leadingTo: $0) == nil }
        return bases.sorted() + plan.steps.map(\.state).filter(needed.contains)
    }
}
