internal import BakeLanguage
internal import Building
internal import Console
internal import ContentStore
internal import Host
internal import Planning
internal import Values

extension Context {
    /// Lends the work tree as it is now, with the images that are in the store. What was learnt of its files is kept for
    /// the next time. `body` may be run once more from the start, so it answers nothing.
    func withWorkTree<Value>(_ machine: Machine, _ body: (WorkTree) throws -> Value) throws -> Value {
        try withWorkTree(machine, asking: .nobody) { world, _ in try body(world) }
    }

    /// The same, with the store where there is one.
    private func withWorkTree<Value>(
        _ machine: Machine, asking: RegistryUse, _ body: (WorkTree, Store?) throws -> Value
    ) throws -> Value {
        guard let home = existingHome(machine) else {
            return try body(WorkTree(machine, images: Images(store: nil), cache: nil), nil)
        }
        return try withStore { try lend($0, home, machine, asking) { try body($1, $0) } }
    }

    /// Lends the store and the work tree for a build, which needs a home that can be written.
    func withEngine<Value>(
        _ machine: Machine, asking: RegistryUse, _ body: (Store, WorkTree) throws -> Value
    ) throws -> Value {
        let home = try globals.home(invocation)
        return try withStore { store in
            guard store.isWritable else { throw StoreError.homeIsReadOnly(home) }
            return try lend(store, home, machine, asking, body)
        }
    }

    private func lend<Value>(
        _ store: Store, _ home: Path, _ machine: Machine, _ asking: RegistryUse,
        _ body: (Store, WorkTree) throws -> Value
    ) throws -> Value {
        let images = Images(store: store, registries: asking.registries(for: store, self))
        let world = WorkTree(machine, images: images, cache: home / "contexts")
        defer { world.save() }
        return try body(store, world)
    }

    /// Makes the home where there is none. Nil where that cannot be done: then nothing is in the store, and nothing can be
    /// kept, which is no fault of who only asks.
    private func existingHome(_ machine: Machine) -> Path? {
        guard let home = try? globals.home(invocation) else { return nil }
        if machine.kind(of: home.word) == nil { try? withStore { _ in } }
        return machine.kind(of: home.word) == nil ? nil : home
    }

    /// What is to be done for the targets of a selection, in the order of their names.
    func plan(_ selection: Selection, on machine: Machine, asking: RegistryUse) throws -> Plan {
        try planWithResults(selection, on: machine, asking: asking, findsResults: false).plan
    }

    /// The same, with the states of those steps whose results are there.
    func planWithResults(
        _ selection: Selection, on machine: Machine, asking: RegistryUse, findsResults: Bool = true
    ) throws -> (plan: Plan, done: Set<Digest>) {
        let (plan, done, warnings) = try withWorkTree(machine, asking: asking) { world, store in
            let plan = try Planner(world).plan(selection.inputs)
            guard let store, findsResults else { return (plan, Set<Digest>(), world.warnings) }
            let known = try KnownSteps(BuildOrder(plan: plan, targets: Array(selection.targets.values)), in: store)
            return (plan, Set(plan.steps.lazy.filter(known.hasResult).map(\.state)), world.warnings)
        }
        messages.show(warnings)
        return (plan, done)
    }
}

extension Messages {
    /// Shows what is doubtful about Dockerfiles, and says how many findings there are and which call shows them.
    func report(on plan: Plan, shownBy call: [String]) {
        show(plan.warnings)
        let count = plan.findingCount
        let call = call.map(\.shellWord).joined(separator: " ")
        if count > 0 { warn("\(Quantity(count, "finding")) in Dockerfiles; see `\(call)`") }
    }
}
