internal import Arguments
internal import BakeLanguage
internal import Building
internal import Console
internal import ContentStore
internal import Events
internal import Host
internal import Outputs
internal import Planning
internal import Sandbox
internal import Transfers
internal import Values

/// One call of the engine, by `build` or `bake`: plans targets, builds what is missing, and writes down what came of it.
struct EngineRun {
    let options: EngineOptions
    /// How images are pushed that outputs push; nil where no output can.
    var pushing: PushOptions?
    let invocation: Invocation
    let context: Context
    let machine: Machine
    /// How progress is shown.
    let progress: ProgressMode
    /// The call that shows what checks find.
    let checkingCall: [String]

    /// Builds targets. `inputs` has all of them and those that they link to; `wanted` are those whose images are, nil for all.
    func build(_ inputs: [BuildInput], wanted: [String]? = nil) throws -> [TargetResult] {
        try check(inputs.map(\.target), wanted)
        let asking: RegistryUse = invocation[options.offline] ? .nobody : .required
        return try context.withEngine(machine, asking: asking) { store, world in
            let plan = try plan(inputs, in: world)
            world.save()
            context.messages.report(on: plan, shownBy: checkingCall)
            return try noting(store) { run in
                let pushes = pushes(inputs.map(\.target), wanted, store)
                var order = order(plan, inputs, wanted)
                order.pushes = pushes
                let builder = try Builder(
                    order, in: store, world, images: asking.source(for: store, context), run: run)
                if builder.needsSandbox {
                    for warning in try Namespaces.enter() { context.messages.warn(warning) }
                    try store.clearAway()
                }
                return try show(isOfMany: inputs.count > 1) { listener in
                    try pushing(in: pushes) { try builder.build(listener: listener) }
                }
            }
        }
    }

    private func plan(_ inputs: [BuildInput], in world: WorkTree) throws -> Plan {
        do {
            return try Planner(world).plan(inputs)
        } catch let faults as Diagnostics {
            try Interruption.check()
            // No file is to blame for a registry that does not answer.
            if world.warnings.isEmpty { throw faults }
            context.messages.show(faults.all)
            throw Unsuccessful()
        }
    }

    /// Refuses outputs that would only be refused when all is built.
    private func check(_ targets: [Target], _ wanted: [String]?) throws {
        for target in targets where wanted?.contains(target.name) ?? true {
            try concerning("the output of \(target.name)") {
                try Exporter.check(target.outputs ?? [], tags: target.tags ?? [])
            }
        }
    }

    /// Where images are pushed; nil where none is.
    private func pushes(_ targets: [Target], _ wanted: [String]?, _ store: Store) -> PushSet? {
        let outputs = targets.filter { wanted?.contains($0.name) ?? true }.map { $0.outputs ?? [] }
        guard outputs.contains(where: { Exporter.pushes($0) }) else { return nil }
        return pushing?.set(invocation, context, store)
    }

    /// Builds, and waits for what is pushed meanwhile. Tags that move together stay where they are when something was not built.
    private func pushing<Result>(in pushes: PushSet?, _ body: () throws -> Result) throws -> Result {
        do {
            let result = try body()
            try pushes?.close(isWhole: true)
            return result
        } catch let failures as PushFailures {
            throw failures
        } catch {
            do { try pushes?.close(isWhole: false) } catch let failures as PushFailures {
                if let built = error as? BuildFailures { throw BuildFailures(all: built.all + failures.all) }
                context.messages.show(failures)
            } catch {
                // It ended for the same reason.
            }
            throw error
        }
    }

    /// Notes in the store that a run takes place, and how it ends.
    private func noting<Result>(_ store: Store, _ body: (Run) throws -> Result) throws -> Result {
        // What stands behind the verb may hold tokens, which are not to be kept.
        let run = try store.beginRun(Environment.words.first(where: ["bake", "build"].contains) ?? "build")
        var outcome = Run.Outcome.failed
        defer { try? store.endRun(run, Interruption.isRequested ? .cancelled : outcome) }
        let result = try body(run)
        outcome = .succeeded
        return result
    }

    private func order(_ plan: Plan, _ inputs: [BuildInput], _ wanted: [String]?) -> BuildOrder {
        var order = BuildOrder(plan: plan, targets: inputs.map(\.target), wanted: wanted.map { Set($0) })
        order.jobs = invocation[options.jobs]
        order.keepsGoing = invocation[options.keepsGoing]
        order.deletesAnywhere = ((try? options.entitlements(invocation)) ?? []).contains(.deletion)
        order.runtime = invocation[options.runtime]
        return order
    }

    /// Shows what happens while `body` works, and why it failed if it does.
    private func show<Result>(isOfMany: Bool, _ body: (any BuildListener) throws -> Result) throws -> Result {
        let view = progress.view(
            on: .standardError(), environment: Environment.value(of:))
        do {
            let result = try body(view)
            view.close()
            return result
        } catch let failures as BuildFailures {
            view.close()
            for failure in failures.all { show(failure, isOfMany: isOfMany) }
            throw Unsuccessful()
        } catch let failures as PushFailures {
            view.close()
            context.messages.show(failures)
            throw Unsuccessful()
        } catch {
            view.close()
            throw error
        }
    }

    private func show(_ failure: any Error, isOfMany: Bool) {
        if let fault = failure as? TransferFault { return context.messages.show(fault, doing: "push") }
        guard let failure = failure as? StepFailure else {
            return context.messages.error("\(failure)", hint: Hearth.hint(for: failure))
        }
        // Where there is one target, everybody knows which.
        let isTold = isOfMany && !failure.targets.isEmpty
        var notes = isTold ? ["for \(failure.targets.joined(separator: ", "))"] : []
        if let log = failure.log { notes.append("all that it wrote is in \(log)") }
        var diagnostic = Diagnostic(
            .error, "\(failure.title): \(failure.cause)", at: failure.range, hint: Hearth.hint(for: failure.cause))
        diagnostic.notes = notes.map { Diagnostic.Note($0) }
        context.messages.show([diagnostic])
    }
}
