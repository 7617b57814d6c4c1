package import ContentStore
internal import DockerfileLanguage
package import Events
internal import Host
internal import Layers
package import Outputs
package import Planning
internal import Sandbox
internal import Synchronization
package import Transfers
internal import Values

/// Takes a plan to its end: does the steps whose results are not there, and hands the images on.
///
/// Made first, so that it is known whether processes will have to be run; then namespaces can be entered while there is one thread.
package final class Builder: Sendable {
    let order: BuildOrder
    let store: Store
    let layers: LayerStore
    let world: WorkTree
    let bases: BaseLayers
    let known: KnownSteps
    let states = BuildStates()
    let schedule: Schedule
    private let box = Mutex<Sandbox?>(nil)
    /// This invocation among all.
    let run: Run

    /// `images` is where layers of base images come from that are not here; nil for nowhere.
    package init(
        _ order: BuildOrder, in store: Store, _ world: WorkTree, images: ImageSourceMaker? = nil, run: Run
    ) throws {
        self.order = order
        self.store = store
        self.world = world
        self.run = run
        layers = try LayerStore(store)
        bases = BaseLayers(store, layers, from: images)
        known = try KnownSteps(order, keptBy: layers.lease, in: store)
        schedule = Schedule(keepsGoing: order.keepsGoing)
    }

    /// Whether a process is run in a root file system of its own, as far as is known now.
    package var needsSandbox: Bool {
        known.demanded.contains { state in
            guard known.records[state] == nil, known.promises[state] == nil,
                case .run(_)? = order.plan.step(leadingTo: state)?.operation
            else {
                return false
            }
            return true
        }
    }

    /// Builds all that is wanted, and gives the results by target. Throws `BuildFailures`, or that it was interrupted.
    package func build(listener: any BuildListener) throws -> [TargetResult] {
        bases.tell(listener)
        let work = BuildWork(self, listener)
        let failures = schedule.run(work.tasks, width: width)
        try Interruption.check()
        let real = failures.sorted { $0.key < $1.key }.map(\.value).filter { !$0.isCancellation }
        if !real.isEmpty { throw BuildFailures(all: real) }
        try keepPromises()
        return work.results
    }

    /// Keeps what targets came to whose keys are promises, for those who have the same key and other steps.
    private func keepPromises() throws {
        for target in order.plan.targets where target.isPromise {
            let isNew = target.images.contains { known.promises[$0.state] == nil }
            if isNew, let records = try target.records(order.scope(of: target.name), bases, { states[$0] }) {
                try store.keep(records)
            }
        }
    }

    var beginnings: Beginnings { Beginnings(plan: order.plan, store: store, layers: layers, world: world) }

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

    /// What the files of a state come to. Those of its base are fetched and unpacked for it where they are not here.
    func tree(of snapshot: Snapshot) throws -> FileTree {
        try layers.tree(of: bases.unpacked(snapshot.places))
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
