package import ContentStore
internal import DockerfileLanguage
package import Events
internal import Host
internal import Layers
package import Outputs
package import Planning
internal import Sandbox
internal import Synchronization
internal import Values

/// Takes a plan to its end: does the steps whose results are not there, and hands the images on.
///
/// Made first, so that it is known whether processes will have to be run; then namespaces can be entered while there is one thread.
package final class Builder: Sendable {
    let order: BuildOrder
    let store: Store
    let layers: LayerStore
    let world: WorkTree
    let known: KnownSteps
    let states = BuildStates()
    let schedule: Schedule
    private let box = Mutex<Sandbox?>(nil)
    /// This invocation among all.
    let run: Run

    package init(_ order: BuildOrder, in store: Store, _ world: WorkTree, run: Run) throws {
        self.order = order
        self.store = store
        self.world = world
        self.run = run
        layers = try LayerStore(store)
        known = try KnownSteps(order, keptBy: layers.lease, in: store)
        schedule = Schedule(keepsGoing: order.keepsGoing)
    }

    /// Whether a process is run in a root file system of its own, as far as is known now.
    package var needsSandbox: Bool {
        known.demanded.contains { state in
            guard known.records[state] == nil, case .run(_)? = order.plan.step(leadingTo: state)?.operation else {
                return false
            }
            return true
        }
    }

    /// Builds all that is wanted, and gives the results by target. Throws `BuildFailures`, or that it was interrupted.
    package func build(listener: any BuildListener) throws -> [TargetResult] {
        let work = BuildWork(self, listener)
        let failures = schedule.run(work.tasks, width: width)
        try Interruption.check()
        let real = failures.sorted { $0.key < $1.key }.map(\.value).filter { !$0.isCancellation }
        if !real.isEmpty { throw BuildFailures(all: real) }
        return work.results
    }

    /// What runs processes, made when the first is to be run.
    func sandbox() throws -> Sandbox {
        try box.withLock { box in
            if let box { return box }
            let store = store
            let made = try Sandbox(
                mounts: store.paths.mounts, scratch: { try store.makeScratch() }, runtime: order.runtime)
            box = made
            return made
        }
    }

    /// Processes wait for disks and networks more than for a processor.
    private var width: Int { order.jobs ?? max(4, 2 * Crew.standardCount) }
}

extension Error {
    fileprivate var isCancellation: Bool {
        if let failure = self as? StepFailure { return failure.cause.isCancellation }
        if case .cancelled? = self as? BuildFault { return true }
        return false
    }
}

/// What came of a target that was wanted.
package struct TargetResult: Sendable {
    package let name: String
    /// Of its outputs all in all, and of the local store where none says anything.
    package let export: ExportResult
}
