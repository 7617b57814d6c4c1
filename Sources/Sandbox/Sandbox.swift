package import Host

/// Runs processes in root file systems of their own, through an OCI runtime.
package final class Sandbox: Sendable {
    let shelf: CacheShelf
    private let scratch: @Sendable () throws -> Path
    private let runtime: Runtime
    private let filter: CompiledFilter

    /// `mounts` is where caches stay; `scratch` gives a new empty directory for something in flight; `runtime` names a program, nil finds one.
    package init(mounts: Path, scratch: @escaping @Sendable () throws -> Path, runtime: String?) throws {
        shelf = CacheShelf(path: mounts)
        self.scratch = scratch
        self.runtime = try Runtime(runtime)
        filter = CompiledFilter(folder: mounts, runtime: self.runtime)
    }

    /// Runs a process to its end; its whole tree of processes is gone then, and nothing is left mounted. `log` hears what it writes, from
    /// this thread. Ends it when somebody asks this process to stop (`Interruption`), or `isCancelled` says so.
    package func run(
        _ run: SandboxRun, isCancelled: @Sendable () -> Bool, log: (_ isError: Bool, UnsafeRawBufferPointer) -> Void
    ) throws -> SandboxEnding {
        let stage = try Stage(
            run, folder: RunFolder(try scratch()), shelf: shelf, filter: filter, isCancelled: isCancelled)
        defer { stage.leave() }
        let ending = try play(stage, isCancelled: isCancelled, log: log)
        try stage.clear()
        return ending
    }

    private func play(
        _ stage: Stage, isCancelled: () -> Bool, log: (Bool, UnsafeRawBufferPointer) -> Void
    ) throws -> SandboxEnding {
        let files = stage.folder.path
        let journal = files / "log"
        let words = runtime.words(
            bundle: files, state: files / "state", log: journal, name: stage.name,
            hasControlGroup: stage.controlGroup != nil)
        let process = try ContainedProcess(runtime.path, words, environment: Self.environment)
        let end = try process.finish(isCancelled: isCancelled) { isError, bytes in
            // What the process itself says shows that the runtime is done with its part.
            if !isError, !stage.run.isPrivileged { filter.take(from: files / "state" / stage.name) }
            log(isError, bytes)
        }
        if end != .exited(0), stage.controlGroup?.ranOut == true {
            return .outOfMemory(limit: stage.run.resources.memory)
        }
        if end != .exited(0), let words = Runtime.complaint(in: journal) { throw SandboxFault.notStarted(words) }
        return switch end {
        case .exited(let code): .exited(code)
        case .killed(let signal): .signalled(signal)
        }
    }

    /// The runtime's own: where it finds programs of its own, and nothing that is none of its business.
    private static let environment = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]
}
