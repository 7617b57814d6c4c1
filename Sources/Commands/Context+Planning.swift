internal import BakeLanguage
internal import Console
internal import ContentStore
internal import Host
internal import Planning
internal import Values

extension Context {
    /// Lends the work tree as it is now, with the images that are in the store. What was learnt of its files is kept for
    /// the next time. `body` may be run once more from the start, so it answers nothing.
    func withWorkTree<Value>(_ machine: Machine, _ body: (WorkTree) throws -> Value) throws -> Value {
        guard let home = existingHome(machine) else {
            return try body(WorkTree(machine, images: Images(store: nil), cache: nil))
        }
        return try withStore { store in
            let world = WorkTree(machine, images: Images(store: store), cache: home / "contexts")
            defer { world.save() }
            return try body(world)
        }
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
