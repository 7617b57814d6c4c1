internal import ContentStore
internal import Contexts
internal import DockerfileLanguage
internal import Host
internal import Layers
internal import Planning
internal import Values

/// A step about to be done: what it finds, what that comes to as a key, and the layer that it makes.
struct StepWork {
    private enum Kind {
        case run(RunWork)
        case copy(CopyWork)
        case workdir(String, user: String?)
    }

    let contentKey: ContentKey
    private let kind: Kind
    private let below: Snapshot
    private let builder: Builder
    private let time: Timestamp

    init(_ step: PlannedStep, on below: Snapshot, _ work: BuildWork, _ log: StepLog) throws {
        self.below = below
        builder = work.builder
        time = work.clock.now()
        var found = FoundFiles()
        switch step.operation {
        case .run(let run):
            kind = .run(RunWork(run: run, step: step, below: below, work: work, log: log))
            found = try FoundFiles(of: run, step, in: work.builder)
        case .copy(let copy):
            let sources = try CopySources(of: copy, step, in: work.builder)
            kind = .copy(
                CopyWork(
                    copy: copy, sources: sources, below: below, builder: work.builder, time: time))
            found = sources.found
        case .workdir(let path, let user):
            kind = .workdir(path, user: user)
        }
        contentKey = ContentKey(step, below: below.identity, reads: found.reads, fetched: found.fetched)
    }

    /// Does the step. `previous` is what it came to before, and may come to again.
    func layer(after previous: StoredLayer?) throws -> StoredLayer {
        switch kind {
        case .run(let work): return try work.layer(after: previous)
        case .copy(let work): return try work.layer(after: previous)
        case .workdir(let path, let user):
            let tree = try builder.tree(of: below)
            var workdir = Workdir(path: path.keptBytes, time: time.microseconds &* 1000)
            workdir.ownership = try user.map { try builder.owner($0, in: below.layers.isEmpty ? nil : tree) }
            return try builder.layers.add(workdir.layer(over: tree), seconds: nil, previous: previous)
        }
    }
}

/// What a step finds where it reads, as its content key has it.
struct FoundFiles {
    /// For each state that it reads, in that order.
    var reads: [[String]] = []
    /// For each address.
    var fetched: [String] = []

    init() {}

    /// What mounts show of stages and images.
    init(of run: RunOperation, _ step: PlannedStep, in builder: Builder) throws {
        var states = step.reads[...]
        for mount in run.mounts.inReadingOrder {
            guard mount.origin?.isState == true, let state = states.popFirst() else { continue }
            let tree = try builder.tree(of: builder.states.snapshot(state))
            let items = try TreeSelection(tree).items(Selector(sources: [mount.mount.source], isMount: true))
            reads.append(items.map(\.ingredient))
        }
    }
}
