internal import CLinux
internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What is mounted in the root of one run: files made ready in its folder, caches that are held, all in the order in which they are to be mounted.
final class Props {
    private let run: SandboxRun
    private let folder: RunFolder
    private let stack: MountStack
    private let hasControlGroup: Bool
    private var loans: [String: CacheShelf.Loan] = [:]
    private var memory: Path?

    init(_ stage: Stage, _ shelf: CacheShelf, _ isCancelled: () -> Bool) throws {
        run = stage.run
        folder = stage.folder
        stack = stage.mounts
        hasControlGroup = stage.controlGroup != nil
        try borrowCaches(shelf, isCancelled)
    }

    /// In the order of their names, so that two runs never wait for each other.
    private func borrowCaches(_ shelf: CacheShelf, _ isCancelled: () -> Bool) throws {
        let caches = run.mounts.compactMap { if case .cache(let cache) = $0.kind { cache } else { nil } }
        for (name, cache) in caches.map({ (shelf.name(of: $0), $0) }).sorted(by: { $0.0 < $1.0 })
        where loans[name] == nil {
            loans[name] = try shelf.borrow(cache, isCancelled: isCancelled) { try self.fill($0, for: cache) }
        }
        names = { shelf.name(of: $0) }
    }

    private var names: (SandboxCache) -> String = { $0.id }

    private func fill(_ files: Path, for cache: SandboxCache) throws {
        guard !cache.lowers.isEmpty else { return }
        let source = try view(cache.lowers, isReadOnly: true)
        guard let place = try InnerTree(source).open(Path(word: cache.path), flags: O_RDONLY | O_DIRECTORY) else {
            throw SandboxFault.noMountSource(path: cache.path, target: "a cache")
        }
        try TreeCopy.copy(place, to: files)
    }

    func mounts(on points: MountPoints) throws -> [BundleMount] {
        var mounts = BundleMount.usual(
            sharedMemory: run.sharedMemory, isPrivileged: run.isPrivileged, hasControlGroup: hasControlGroup,
            canMapTerminals: Namespaces.groups.contains(5))
        mounts += try networkFiles(points)
        if let script = run.script {
            let pipes = try folder.directory("pipes")
            try RunFolder.write(Array(script.text.utf8), to: pipes / Path(word: script.name).name, mode: 0o755)
            mounts.append(.bind(pipes, at: "/dev/pipes", ["ro"]))
        }
        for mount in ordered { mounts.append(try self.mount(mount, points)) }
        return mounts
    }

    /// Outer ones first.
    private var ordered: [SandboxMount] {
        run.mounts.enumerated().sorted { left, right in
            (InnerTree.names(Path(word: left.element.target)).count, left.offset)
                < (InnerTree.names(Path(word: right.element.target)).count, right.offset)
        }.map(\.element)
    }

    private func networkFiles(_ points: MountPoints) throws -> [BundleMount] {
        let files: [(Path, [UInt8])] = [
            ("/etc/resolv.conf", NetworkFiles.resolver()), ("/etc/hosts", Array(NetworkFiles.hosts(run).utf8)),
        ]
        return try files.map { target, content in
            let place = try self.place(target, isDirectory: false, points)
            let file = try folder.file("network", content)
            return .bind(file, at: place, ["nosuid", "noexec", "nodev", "ro"])
        }
    }

    private func mount(_ mount: SandboxMount, _ points: MountPoints) throws -> BundleMount {
        let target = Path(word: mount.target)
        switch mount.kind {
        case .files(let lowers, let path, let isReadOnly):
            let (source, isDirectory) = try files(lowers, path, isReadOnly, for: target)
            return .bind(source, at: try place(target, isDirectory: isDirectory, points), isReadOnly ? ["ro"] : [])
        case .cache(let cache):
            guard let loan = loans[names(cache)] else { throw SandboxFault.cancelled }
            return .bind(loan.files, at: try place(target, isDirectory: true, points), cache.isReadOnly ? ["ro"] : [])
        case .tmpfs(let size):
            let place = try place(target, isDirectory: true, points)
            // As the directory that it hides; below another mount that is not known.
            let mode = try isBelowMount(target) ? 0o755 : points.permissions(of: place)
            let options = ["nosuid", "mode=\(String(mode, radix: 8))"] + (size.map { ["size=\($0)"] } ?? [])
            return BundleMount("tmpfs", at: place, options)
        case .secret(let content, let mode, let owner, let group):
            let file = try hidden(content, mode: mode, owner: owner, group: group)
            let options = ["ro", "nodev", "nosuid"] + (mode & 0o111 == 0 ? ["noexec"] : [])
            return .bind(file, at: try place(target, isDirectory: false, points), options)
        case .ssh(let agent, let mode, let owner, let group):
            let socket = try relay(to: agent, mode: mode, owner: owner, group: group)
            return .bind(socket, at: try place(target, isDirectory: false, points))
        }
    }

    /// Where something is mounted, with something there to mount it on.
    private func place(_ target: Path, isDirectory: Bool, _ points: MountPoints) throws -> Path {
        // What is below another mount is no part of the root: there the runtime sees to it.
        if isBelowMount(target) { return target }
        do throws(SystemError) {
            return try points.make(target, isDirectory: isDirectory)
        } catch {
            throw SandboxFault.badTarget(target.word, error.code)
        }
    }

    private func isBelowMount(_ target: Path) -> Bool {
        let names = InnerTree.names(target)
        let others = run.mounts.map { InnerTree.names(Path(word: $0.target)) } + [["dev"], ["proc"], ["sys"]]
        return others.contains { $0.count < names.count && names.starts(with: $0) }
    }

    /// What is at a path of layers, ready to be bound.
    private func files(
        _ lowers: [Path], _ path: String, _ isReadOnly: Bool, for target: Path
    ) throws -> (source: Path, isDirectory: Bool) {
        let tree = try InnerTree(try view(lowers, isReadOnly: isReadOnly))
        guard let found = try tree.open(Path(word: path), flags: hearth_path_flag()) else {
            throw SandboxFault.noMountSource(path: path, target: target.word)
        }
        var status = stat()
        guard fstat(found.number, &status) == 0 else { throw SystemError("stat", Path(word: path), .last) }
        let isDirectory = status.st_mode & S_IFMT == S_IFDIR
        let source = isDirectory ? try folder.directory("files") : try folder.file("files", [])
        try stack.bind(found.path, at: source)
        return (source, isDirectory)
    }

    /// Layers as one tree. What is written to it goes to a directory of the run, and with that.
    private func view(_ lowers: [Path], isReadOnly: Bool) throws -> Path {
        let top = try folder.directory("view")
        if isReadOnly {
            // Of one directory alone, or none, there is no overlay.
            let filling = [try folder.directory("nothing"), try folder.directory("nothing")]
            try stack.overlay(filling + lowers, upper: nil, at: top)
        } else {
            let upper = (try folder.directory("upper"), try folder.directory("work", mode: 0o700))
            try stack.overlay([try folder.directory("nothing")] + lowers, upper: upper, at: top)
        }
        return top
    }

    /// A socket of the run's own, behind which an agent is.
    private func relay(to agent: SandboxAgent, mode: UInt32, owner: UInt32, group: UInt32) throws -> Path {
        let meeting = RunFolder(try ShortPath.directory(in: folder))
        let agentSocket: Path
        switch agent {
        case .socket(let path): agentSocket = path
        case .keys(let keys):
            let keyAgent = try KeyAgent(keys, in: meeting)
            held.append(keyAgent)
            agentSocket = keyAgent.socket
        }
        let socket = meeting.path / "socket"
        held += [
            try AgentRelay(at: socket, to: agentSocket, mode: mode & 0o777, owner: owner, group: group), meeting,
        ]
        return socket
    }

    /// What has to stay as long as the process runs.
    private var held: [AnyObject] = []

    /// A file that is in memory alone.
    private func hidden(_ content: [UInt8], mode: UInt32, owner: UInt32, group: UInt32) throws -> Path {
        let memory = try self.memory ?? folder.directory("memory", mode: 0o711)
        if self.memory == nil {
            let flags = hearth_mount_no_devices.rawValue | hearth_mount_no_set_id.rawValue
            try stack.tmpfs(at: memory, "mode=0711,size=64m", flags: flags)
            self.memory = memory
        }
        hiddenCount += 1
        let file = memory / "\(hiddenCount)"
        try RunFolder.write(content, to: file, mode: mode & 0o777, owner: owner, group: group)
        return file
    }

    private var hiddenCount = 0
}
