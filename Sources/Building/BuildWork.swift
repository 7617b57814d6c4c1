internal import ContentStore
internal import Events
internal import Host
internal import Outputs
internal import Planning
internal import Sandbox
internal import Synchronization
internal import Values

/// The tasks of one build: bases, steps, and the images at the end.
final class BuildWork: Sendable {
    let builder: Builder
    let listener: any BuildListener
    let clock = WallClock.system
    private let ended = Mutex<[String: TargetResult]>([:])

    init(_ builder: Builder, _ listener: any BuildListener) {
        self.builder = builder
        self.listener = listener
        announce()
    }

    private var plan: Plan { builder.order.plan }
    private var wanted: [PlannedTarget] { plan.targets.filter { builder.order.wanted.contains($0.name) } }

    /// In the order of the plan.
    var results: [TargetResult] {
        let ended = ended.withLock { $0 }
        return wanted.compactMap { ended[$0.name] }
    }

    var tasks: [Task] {
        var places: [Digest: Int] = [:]
        var tasks: [Task] = []
        for state in builder.known.demanded {
            places[state] = tasks.count
            tasks.append(task(for: state, places))
        }
        for target in wanted {
            let needs = Set(target.images.compactMap { places[$0.state] }).sorted()
            tasks.append(Task(needs: needs) { try self.finish(target) })
        }
        return tasks
    }

    private func task(for state: Digest, _ places: [Digest: Int]) -> Task {
        if let promise = builder.known.promises[state] {
            return Task(seconds: 0) { self.builder.states[state] = Snapshot(promise) }
        }
        guard let step = plan.step(leadingTo: state) else {
            return Task { try self.load(state) }
        }
        let needs = Set(builder.known.needs(of: step).compactMap { places[$0] }).sorted()
        if let record = builder.known.records[state] {
            return Task(needs: needs, seconds: 0) {
                let below = self.builder.states.snapshot(step.below)
                self.builder.states[state] = below.adding(SnapshotLayer(record, step))
            }
        }
        let scope = builder.order.scope(of: step)
        let seconds = (try? builder.store.lastSeconds(of: scope, at: step.place)) ?? nil
        return Task(needs: needs, seconds: seconds ?? 1) { try self.perform(step) }
    }

    private func finish(_ target: PlannedTarget) throws {
        let result = try TargetFinishing(self, target).finish()
        ended.withLock { $0[target.name] = result }
    }

    // MARK: - Telling

    /// All instructions that images depend on are told of: those whose results are there as done.
    private func announce() {
        let steps = plan.steps(neededFor: wanted.flatMap(\.images).map(\.state))
        let demanded = Set(builder.known.demanded)
        let promised = plan.targets.flatMap { target in
            target.images.map(\.state).filter { builder.known.promises[$0] != nil && demanded.contains($0) }
                .map { EventStep($0, "[\(target.name)] promised by key-files", .instruction, targets: [target.name]) }
        }
        let told = steps.filter { !builder.known.promised.isSuperset(of: $0.targets) }.filter {
            demanded.contains($0.state) || builder.known.records[$0.state] != nil
        }
        listener.hear(.known(promised + told.map { EventStep($0) }))
        let now = clock.now()
        let done = told.map(\.state).filter { builder.known.records[$0] != nil }
        for state in promised.map(\.digest) + done {
            listener.hear(.began(state, at: now))
            listener.hear(.ended(state, .cached, at: now))
        }
    }
}

extension EventStep {
    fileprivate init(_ step: PlannedStep) {
        self.init(
            step.state, "\(step.bracket) \(step.title)", .instruction, targets: step.targets,
            inputs: [step.below] + step.reads)
    }
}

extension PlannedStep {
    /// Which step of its target it is: what stands here the next time is likely to be like it.
    var place: String { "\(platform) \(bracket)" }
}
