internal import ContentStore
internal import Contexts
internal import DockerfileLanguage
internal import Events
internal import Host
internal import Layers
internal import Outputs
internal import Planning
internal import Values

extension BuildWork {
    /// Finds the result of a step by what it is applied to, or does it.
    func perform(_ step: PlannedStep) throws {
        listener.hear(.began(step.state, at: clock.now()))
        let log = StepLog(step, of: builder.run, in: builder.store, listener)
        do {
            let ending = try settle(step, log)
            listener.hear(.ended(step.state, ending, at: clock.now()))
        } catch {
            let isEnd = builder.schedule.isStopping
            listener.hear(.ended(step.state, isEnd ? .cancelled : .failed("\(error)"), at: clock.now()))
            if isEnd { throw BuildFault.cancelled }
            throw StepFailure(
                step: "\(step.bracket) \(step.title)", title: step.title, targets: step.targets, range: step.range,
                cause: error, log: log.path?.description)
        }
    }

    private func settle(_ step: PlannedStep, _ log: StepLog) throws -> StepEnding {
        let below = builder.states.snapshot(step.below)
        let work = try StepWork(step, on: below, self, log)
        // Two that want the same wait for each other, in this process and beside it.
        let lock = try builder.store.lock(step.key)
        defer { withExtendedLifetime(lock) {} }
        if let record = try known(step, work.contentKey) {
            builder.states[step.state] = below.adding(SnapshotLayer(record, step))
            return .cached
        }
        let start = clock.now()
        let earlier = try EarlierLayers(of: step, in: builder)
        let layer = try work.layer(after: step.isForced ? nil : earlier.same)
        let record = try keep(layer, of: step, work.contentKey, seconds: clock.now().seconds(since: start))
        builder.states[step.state] = below.adding(SnapshotLayer(record, step, like: earlier.last))
        return .done
    }

    /// What another process did meanwhile, or what was done before to files that are the same.
    private func known(_ step: PlannedStep, _ content: ContentKey) throws -> StepRecord? {
        if step.isForced { return nil }
        let keys = (builder.known.isCertain(step) ? [step.key] : []) + [content.key]
        let found = try builder.store.records(for: keys, preferring: builder.order.scope(of: step))
        if let record = found[step.key], try builder.layers.kept(record.layer) != nil { return record }
        guard var record = found[content.key], try builder.layers.kept(record.layer) != nil else { return nil }
        if builder.known.isCertain(step) {
            (record.key, record.kind, record.ingredients) = (step.key, .recipe, step.recipe.encoded)
            record.scope = builder.order.scope(of: step)
            try builder.store.keep([record])
        }
        return record
    }

    private func keep(
        _ layer: StoredLayer, of step: PlannedStep, _ content: ContentKey, seconds: Double
    ) throws -> StepRecord {
        let recipe = StepRecord(
            key: step.key, kind: .recipe, scope: builder.order.scope(of: step), layer: layer,
            // One that came out as it was before is as old as it was.
            created: try builder.store.created(of: layer) ?? clock.now(), seconds: seconds, bytes: layer.size,
            run: builder.run.id, title: step.title, place: step.place, ingredients: step.recipe.encoded)
        var other = recipe
        (other.key, other.kind, other.ingredients) = (content.key, .content, content.recipe.encoded)
        try builder.store.keep(builder.known.isCertain(step) ? [recipe, other] : [other])
        return recipe
    }

    /// Gets what a stage begins with.
    func load(_ state: Digest) throws {
        guard let base = builder.order.plan.base(of: state) else {
            preconditionFailure("a state is that of a base or of a step")
        }
        if base.isScratch {
            builder.states[state] = Snapshot()
            return
        }
        do {
            let snapshot = try builder.beginnings.snapshot(of: base)
            // Now, beside what else there is to do, and not when the first step comes to it.
            if builder.known.read.contains(state) { _ = try builder.bases.unpacked(snapshot.places) }
            builder.states[state] = snapshot
        } catch {
            throw StepFailure(
                step: "FROM \(base.name)", title: "FROM \(base.name)", targets: [], range: nil, cause: error, log: nil)
        }
    }
}

extension SnapshotLayer {
    init(_ record: StepRecord, _ step: PlannedStep, like: StoredLayer? = nil) {
        self.init(
            place: .unpacked(record.layer), created: record.created, step: step.title, recipe: step.recipe, like: like)
    }
}
