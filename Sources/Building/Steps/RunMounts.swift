internal import BakeLanguage
internal import ContentStore
internal import DockerfileLanguage
internal import Host
internal import Layers
internal import Outputs
internal import Planning
internal import Sandbox
internal import Values

/// What is mounted for a RUN, with what must stay as long as it runs.
struct RunMounts {
    private(set) var all: [SandboxMount] = []
    /// Secrets that are variables, as `NAME=VALUE`.
    private(set) var environment: [String] = []
    private var held: [RootDirectories] = []
    private let work: RunWork
    private var files: ArraySlice<SelectedFiles>
    private var reads: ArraySlice<Digest>

    init(_ work: RunWork) throws {
        self.work = work
        files = (work.work.builder.order.plan.files[work.step.key] ?? [])[...]
        reads = work.step.reads[...]
        for mount in work.run.mounts.inReadingOrder { try add(mount) }
    }

    private var builder: Builder { work.work.builder }

    private mutating func add(_ resolved: ResolvedMount) throws {
        let mount = resolved.mount
        switch mount.kind {
        case .bind:
            let (lowers, path) = try lowers(of: resolved) ?? ([], "/")
            all.append(
                SandboxMount(
                    target: mount.target, kind: .files(lowers: lowers, path: path, isReadOnly: mount.isReadOnly)))
        case .cache:
            var cache = SandboxCache(mount, try lowers(of: resolved))
            // As BuildKit does it, for --no-cache but not for --no-cache-filter.
            cache.isFresh = work.target?.noCache == true
            all.append(SandboxMount(target: mount.target, kind: .cache(cache)))
        case .tmpfs: all.append(SandboxMount(target: mount.target, kind: .tmpfs(size: mount.size)))
        case .secret: try addSecret(mount)
        case .ssh: try addAgent(mount)
        }
    }

    /// The directories that a mount shows a part of, and which part; nil where it shows nothing.
    private mutating func lowers(of resolved: ResolvedMount) throws -> ([Path], String)? {
        switch resolved.origin {
        case nil: return nil
        case .mainContext?, .context?:
            guard let selected = files.popFirst() else { preconditionFailure("a plan has the files of every mount") }
            let snapshot = Snapshot().adding(SnapshotLayer(place: .unpacked(try builder.layers.mountable(selected))))
            return (try hold(snapshot), LayerStore.mountName)
        case .scratch?, .stage?, .image?:
            guard let state = reads.popFirst() else { preconditionFailure("a plan has the state of every mount") }
            let source = resolved.mount.source
            return (try hold(builder.states.snapshot(state)), source.isEmpty ? "/" : source)
        }
    }

    private mutating func hold(_ snapshot: Snapshot) throws -> [Path] {
        let directories = try RootDirectories(snapshot, builder)
        held.append(directories)
        return directories.paths
    }

    private mutating func addSecret(_ mount: Mount) throws {
        let id = mount.id ?? ""
        guard let secret = try builder.secret(id, of: work.target) else {
            if mount.isRequired { throw BuildFault.missingSecret(id) }
            return
        }
        if let variable = mount.variable { environment.append("\(variable)=\(String(keepingBytes: secret))") }
        if mount.target.isEmpty { return }
        all.append(
            SandboxMount(
                target: mount.target,
                kind: .secret(secret, mode: mount.mode ?? 0o400, owner: mount.user ?? 0, group: mount.group ?? 0)))
    }

    private mutating func addAgent(_ mount: Mount) throws {
        let id = mount.id ?? "default"
        guard let key = work.target?.ssh?.first(where: { $0.id == id }) else {
            if mount.isRequired { throw BuildFault.missingAgent(id) }
            return
        }
        let agent = try builder.agent(key)
        environment.append("SSH_AUTH_SOCK=\(mount.target)")
        all.append(
            SandboxMount(
                target: mount.target,
                kind: .ssh(agent, mode: mount.mode ?? 0o600, owner: mount.user ?? 0, group: mount.group ?? 0)))
    }
}

extension SandboxCache {
    fileprivate init(_ mount: Mount, _ beginning: (lowers: [Path], path: String)?) {
        let sharing: Sharing =
            switch mount.sharing {
            case .shared: .shared
            case .private: .private
            case .locked: .locked
            }
        self.init(
            id: mount.id ?? mount.target, sharing: sharing, isReadOnly: mount.isReadOnly,
            mode: (mount.mode ?? 0o755) & 0o777,
            owner: mount.user ?? 0, group: mount.group ?? 0, lowers: beginning?.lowers ?? [],
            path: beginning?.path ?? "/")
    }
}
