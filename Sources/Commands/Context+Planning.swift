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
        try withWorkTree(machine) { world, _ in try body(world) }
    }

    /// The same, with the store where there is one.
    private func withWorkTree<Value>(_ machine: Machine, _ body: (WorkTree, Store?) throws -> Value) throws -> Value {
        guard let home = existingHome(machine) else {
            return try body(WorkTree(machine, images: Images(store: nil), cache: nil), nil)
        }
        return try withStore { try lend($0, home, machine) { try body($1, $0) } }
    }

    /// Lends the store and the work tree for a build, which needs a home that can be written.
    func withEngine<Value>(_ machine: Machine, _ body: (Store, WorkTree) throws -> Value) throws -> Value {
        let home = try globals.home(invocation)
        return try withStore { store in
            guard store.isWritable else { throw StoreError.homeIsReadOnly(home) }
            return try lend(store, home, machine, body)
        }
    }

    private func lend<Value>(
        _ store: Store, _ home: Path, _ machine: Machine, _ body: (Store, WorkTree) throws -> Value
    ) throws -> Value {
        let world = WorkTree(machine, images: Images(store: store), cache: home / "contexts")
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
    func plan(_ selection: Selection, on machine: Machine) throws -> Plan {
        try withWorkTree(machine) { try Planner($0).plan(selection.inputs) }
    }

    /// The same, with the states of those steps whose results are there.
    func planWithResults(_ selection: Selection, on machine: Machine) throws -> (plan: Plan, done: Set<Digest>) {
        try withWorkTree(machine) { world, store in
            let plan = try Planner(world).plan(selection.inputs)
            guard let store else { return (plan, []) }
            let known = try KnownSteps(BuildOrder(plan: plan, targets: Array(selection.targets.values)), in: store)
            return (plan, Set(plan.steps.lazy.filter(known.hasResult).map(\.state)))
        }
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
