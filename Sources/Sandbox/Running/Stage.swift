internal import CLinux
internal import Host
internal import Synchronization
internal import Values

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// All that is made ready for one run: its root, what is mounted in it, and what the runtime is told.
final class Stage {
    let run: SandboxRun
    let folder: RunFolder
    let name: String
    let controlGroup: ControlGroup?
    let mounts = MountStack()
    private var root: MountPoints?
    /// What has to stay as long as the process runs.
    private var held: [AnyObject] = []

    init(
        _ run: SandboxRun, folder: RunFolder, shelf: CacheShelf, filter: CompiledFilter, isCancelled: () -> Bool
    ) throws {
        (self.run, self.folder) = (run, folder)
        name = ControlGroups.name(Self.number.add(1, ordering: .relaxed).newValue)
        controlGroup = try Self.controlGroup(for: run, name)
        do {
            try prepare(shelf, filter, isCancelled)
        } catch {
            leave()
            throw error
        }
    }

    private static let number = Atomic(0)

    /// None where there are none, and none is needed.
    private static func controlGroup(for run: SandboxRun, _ name: String) throws -> ControlGroup? {
        if ControlGroups.areUsable { return try ControlGroup(name, run.resources) }
        if run.resources != SandboxResources() { throw SandboxFault.noControlGroups }
        return nil
    }

    private func prepare(_ shelf: CacheShelf, _ filter: CompiledFilter, _ isCancelled: () -> Bool) throws {
        let top = try mountRoot()
        let tree = try InnerTree(top)
        let points = MountPoints(in: tree)
        root = points
        for name in ["dev", "proc", "sys"] { try points.makeLasting(Path(name)) }
        let user = try RunUser(run.user, in: tree)
        let props = try Props(self, shelf, isCancelled)
        held.append(props)
        let bundle = Bundle(
            run: run, root: top, user: user, mounts: try props.mounts(on: points), controlGroup: controlGroup?.path,
            annotations: run.isPrivileged ? [] : [filter.annotation].compactMap(\.self))
        try makeDirectory(for: user, in: tree)
        points.seal()
        try RunFolder.write(try bundle.encoded(), to: folder.path / "config.json", mode: 0o600)
    }

    /// Layers below, what the process changes above.
    private func mountRoot() throws -> Path {
        let top = try folder.directory("root")
        // Of several layers the highest has the say about the mode of the root, and everybody has to get in.
        guard run.upper.withCString({ chmod($0, 0o755) }) == 0 else { throw SystemError("set mode", run.upper, .last) }
        if run.lowers.isEmpty {
            try mounts.bind(run.upper, at: top)
        } else {
            let isOpenToDevices = controlGroup != nil || Namespaces.isRootless
            let work = try folder.directory("work", mode: 0o700)
            let flags = isOpenToDevices ? 0 : hearth_mount_no_devices.rawValue
            try mounts.overlay(run.lowers, upper: (run.upper, work), at: top, flags: flags)
        }
        return top
    }

    /// A working directory that is not there is made, for who is to work in it.
    private func makeDirectory(for user: RunUser, in tree: InnerTree) throws {
        let path = Path(word: run.directory)
        guard path.isAbsolute else { throw SandboxFault.badDirectory(run.directory, .notDirectory) }
        do throws(SystemError) {
            let place = try tree.place(of: path)
            var names = place.found
            for name in place.missing {
                names.append(name)
                try Self.makeDirectory(InnerTree.inner(names), in: tree.top.number, for: user)
            }
        } catch {
            throw SandboxFault.badDirectory(run.directory, error.code)
        }
    }

    private static func makeDirectory(_ path: Path, in top: Int32, for user: RunUser) throws(SystemError) {
        let isMade = path.withCString { name in
            mkdirat(top, name, 0o755) == 0 && fchownat(top, name, user.id, user.group, Int32(AT_SYMLINK_NOFOLLOW)) == 0
        }
        guard isMade else { throw SystemError("create directory", path, .last) }
    }

    /// Takes what was only there for the process out of what it changed. It must have ended.
    func clear() throws {
        root?.remove()
        leave()
        if !run.lowers.isEmpty { try root?.clear(run.upper) }
    }

    /// Undoes all. May be called again.
    func leave() {
        held = []
        mounts.undo()
        controlGroup?.remove()
    }
}
