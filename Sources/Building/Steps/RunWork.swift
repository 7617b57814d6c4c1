internal import BakeLanguage
internal import ContentStore
internal import DockerfileLanguage
internal import Events
internal import Host
internal import Layers
internal import Outputs
internal import Planning
internal import Sandbox
internal import Values

/// A RUN about to be done: what it finds in its root, and the process.
struct RunWork {
    let run: RunOperation
    let step: PlannedStep
    let below: Snapshot
    let work: BuildWork
    let log: StepLog

    private var builder: Builder { work.builder }

    /// Runs the process, and makes a layer of what it changed.
    func layer(after previous: StoredLayer?) throws -> StoredLayer {
        try checkLeave()
        let directories = try RootDirectories(below, builder)
        let scratch = try builder.store.makeScratch()
        defer { try? builder.store.removeScratch(scratch) }
        var process = SandboxRun(upper: scratch / "upper", arguments: run.arguments)
        _ = try LocalFileSystem().makeDirectory(process.upper)
        process.lowers = directories.paths
        try describe(&process)
        let mounts = try RunMounts(self)
        process.mounts = mounts.all
        process.environment += mounts.environment
        let start = work.clock.now()
        let ending = try builder.sandbox().run(process, isCancelled: { builder.schedule.isStopping }) {
            isError, bytes in
            log.write(isError ? .error : .output, bytes)
        }
        try check(ending)
        return try withExtendedLifetime((directories, mounts)) {
            try builder.layers.captured(
                process.upper, seconds: work.clock.now().seconds(since: start), previous: previous)
        }
    }

    private func check(_ ending: SandboxEnding) throws {
        if builder.schedule.isStopping { throw BuildFault.cancelled }
        switch ending {
        case .exited(0): return
        case .exited(let status): throw BuildFault.exited(status)
        case .signalled(let signal): throw BuildFault.signalled(signal)
        case .outOfMemory(let limit): throw BuildFault.outOfMemory(limit: limit)
        }
    }

    /// More than the usual must be wanted by the file and allowed by who builds.
    private func checkLeave() throws {
        let allowed = Set(target?.entitlements ?? [])
        let wanted = [
            (run.security == .insecure, "security.insecure"), (run.network == .host, "network.host"),
        ]
        for (isWanted, name) in wanted where isWanted && !allowed.contains(name) { throw BuildFault.notEntitled(name) }
        let here = builder.world.surroundings.platform
        let isOwn = step.platform.architecture == here.architecture
        guard step.platform.system == "linux", isOwn || BinaryFormats.canRun(step.platform.architecture) else {
            throw BuildFault.cannotRun(platform: step.platform, here: here)
        }
    }

    private func describe(_ process: inout SandboxRun) throws {
        let surroundings = step.surroundings
        process.environment = (run.environment.all + run.proxies.all).map { "\($0.name)=\($0.value)" }
        process.directory = run.workingDirectory
        process.user = run.user
        process.network = run.network == .none ? .none : .host
        process.isPrivileged = run.security == .insecure
        if let hostname = surroundings.hostname { process.hostname = hostname }
        process.hosts = surroundings.hosts.compactMap { host in
            host.firstIndex(of: "=").map {
                (name: String(host[..<$0]), address: String(host[host.index(after: $0)...]))
            }
        }
        if let size = surroundings.sharedMemory { process.sharedMemory = size.bytes }
        process.limits = surroundings.limits
        process.resources = SandboxResources(target?.resources)
        process.script = run.script.map { (name: $0.name, text: $0.text) }
    }

    /// The one that has the step, or the first of them.
    var target: Target? { step.targets.lazy.compactMap { builder.order.targets[$0] }.first }
}

/// The directories of layers that make up a root, lowest first; they stay as long as this does.
struct RootDirectories {
    private let held: [LayerDirectory]

    init(_ snapshot: Snapshot, _ builder: Builder) throws {
        let stored = try builder.bases.unpacked(snapshot.places)
        held = try zip(snapshot.layers, stored.indices).map { layer, place in
            try builder.layers.directory(
                of: stored[place], above: Array(stored[..<place]), like: layer.like.map { [$0] } ?? [])
        }
    }

    /// Each once: overlayfs refuses a directory that is there already. Of a layer that comes twice the upper one hides all of the lower.
    var paths: [Path] {
        var seen: Set<Path> = []
        return held.reversed().map(\.path).filter { seen.insert($0).inserted }.reversed()
    }
}

extension SandboxResources {
    init(_ resources: Resources?) {
        self.init()
        func bytes(_ key: Resources.Key) -> Int64? {
            guard case .text(let text)? = resources?.settings[key] else { return nil }
            return text.trimmed == "-1" ? -1 : MemorySize(text.trimmed)?.bytes
        }
        func number(_ key: Resources.Key) -> Int64? {
            if case .number(let number)? = resources?.settings[key] { number } else { nil }
        }
        func text(_ key: Resources.Key) -> String? {
            if case .text(let text)? = resources?.settings[key] { text } else { nil }
        }
        (memory, memorySwap) = (bytes(.memory), bytes(.memorySwap))
        (cpuShares, cpuPeriod, cpuQuota) = (number(.cpuShares), number(.cpuPeriod), number(.cpuQuota))
        (cpus, memoryNodes) = (text(.cpus), text(.memoryNodes))
    }
}
