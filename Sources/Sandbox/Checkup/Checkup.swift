package import Host
internal import Values

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Whether this machine can build, and what to do where it cannot.
///
/// Looks at the parts first, then moves this process into namespaces, as a build does, and runs a program there.
package struct Checkup {
    private let home: Path
    private let isRoot = geteuid() == 0

    /// `home` is where the store is, or will be.
    package init(home: Path) {
        self.home = home
    }

    package func run() -> [CheckupFinding] {
        var findings = [kernel, clock, disk, seccomp]
        if !isRoot { findings.append(ids) }
        findings.append(contentsOf: namespaces())
        findings += [runtime, controlGroups, emulation]
        if findings.allSatisfy({ $0.state != .problem }) { findings.append(trial) }
        return findings
    }

    private var kernel: CheckupFinding {
        var names = utsname()
        uname(&names)
        let release = withUnsafeBytes(of: &names.release) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        let numbers = release.split(whereSeparator: { !$0.isNumber }).prefix(2).compactMap { Int($0) }
        let version = numbers.count == 2 ? numbers[0] * 1000 + numbers[1] : 0
        let remedy = "use a newer kernel: 5.11 or later, better 6.8"
        if version < 5_006 { return .problem("kernel", "Linux \(release) is too old", remedy) }
        if version < 5_011, !isRoot {
            return .problem("kernel", "Linux \(release) lets root alone stack layers", remedy)
        }
        return .ok("kernel", "Linux \(release)")
    }

    private var clock: CheckupFinding {
        let now = WallClock.system.now()
        // A machine whose clock has lost its battery begins at some round year.
        if now.microseconds < 1_735_689_600_000_000 {
            return .warning("clock", "it is \(now) by the clock of this machine", "sudo timedatectl set-ntp true")
        }
        return .ok("clock", "\(now)")
    }

    private var disk: CheckupFinding {
        var room = statvfs()
        let place = nearest
        guard place.withCString({ statvfs($0, &room) }) == 0 else {
            return .problem("disk", "\(home) cannot be reached: \(SystemError.Code.last)", "set HEARTH_HOME")
        }
        let free = Int64(clamping: room.f_bavail).multipliedReportingOverflow(by: Int64(clamping: room.f_frsize))
        let bytes = free.overflow ? Int64.max : free.partialValue
        let words = "\(ByteCount(bytes)) free for \(home)"
        let remedy = "make room, or set HEARTH_HOME to where there is some"
        if room.f_flag & UInt(ST_RDONLY) != 0 {
            return .problem("disk", "\(home) is on a read-only disk", "set HEARTH_HOME")
        }
        if bytes < 200_000_000 || room.f_files > 0 && room.f_favail < 1000 { return .problem("disk", words, remedy) }
        return bytes < 5_000_000_000 ? .warning("disk", words, remedy) : .ok("disk", words)
    }

    /// The home, or what there is on the way to it.
    private var nearest: Path {
        var place = home
        while place != "/", place != ".", (try? LocalFileSystem().status(place)) == nil { place = place.parent }
        return place
    }

    private var seccomp: CheckupFinding {
        let actions = UserNamespace.setting("seccomp/actions_avail", of: "kernel")
        return actions == nil
            ? .problem("seccomp", "the kernel does not filter system calls", "use a kernel with CONFIG_SECCOMP_FILTER")
            : .ok("seccomp", "system calls are filtered")
    }

    private var ids: CheckupFinding {
        let (count, name) = UserNamespace.given()
        let mapper = ["newuidmap", "newgidmap"].map { ($0, Executable($0)) }
        if mapper.contains(where: { $0.1 == nil }) {
            return .warning(
                "ids", "newuidmap and newgidmap are not installed, so that there is root alone",
                "sudo apt-get install uidmap")
        }
        if count == 0 {
            let words = "\(name) has no ids in /etc/subuid and /etc/subgid, so that there is root alone"
            return .warning("ids", words, UserNamespace.remedy(for: name))
        }
        for case (let program, let executable?) in mapper where !executable.hasRights {
            return .warning(
                "ids", "\(executable.path) may not give ids away",
                "sudo chmod u+s \(executable.path) (\(program) of uidmap)")
        }
        return .ok("ids", "\(count) of other users")
    }

    private func namespaces() -> [CheckupFinding] {
        do {
            let warnings = try Namespaces.enter()
            let words = isRoot ? "mounts of its own" : "root in a user namespace"
            return [.ok("namespaces", words)] + (isRoot ? [] : warnings.map { .warning("user", $0, nil) })
        } catch {
            let fault = error as? SandboxFault
            return [.problem("namespaces", fault?.description ?? "\(error)", fault?.hint)]
        }
    }

    private var runtime: CheckupFinding {
        do {
            let runtime = try Runtime(nil)
            let outcome = try Subprocess(runtime.path.word, ["--version"]).run(limit: 1 << 16)
            let line = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").first.map(String.init)
            guard outcome.succeeded, let line else {
                return .problem("runtime", "\(runtime.path) does not run", "sudo apt-get install crun")
            }
            return .ok("runtime", "\(line) (\(runtime.path))")
        } catch {
            let fault = error as? SandboxFault
            return .problem("runtime", fault?.description ?? "\(error)", fault?.hint ?? "sudo apt-get install crun")
        }
    }

    private var controlGroups: CheckupFinding {
        if ControlGroups.areUsable {
            return .ok("control groups", "version \(ControlGroups.version == .two ? 2 : 1)")
        }
        let words = "none to be had, so that memory and processors of a build cannot be limited"
        return isRoot
            ? .warning("control groups", words, "mount /sys/fs/cgroup for writing") : .ok("control groups", words)
    }

    private var emulation: CheckupFinding {
        let formats = BinaryFormats()
        guard formats.areKnown else {
            return .ok("platforms", "its own, and perhaps others: emulators do not show here")
        }
        let names = ["amd64", "arm64"].filter(formats.canRun)
        if names.count == 2 { return .ok("platforms", names.map { "linux/\($0)" }.joined(separator: ", ")) }
        let missing = names.contains("amd64") ? "arm64" : "amd64"
        return .warning(
            "platforms", "programs for linux/\(missing) do not run here", BinaryFormats.remedy(for: missing))
    }

    /// A program of this machine, run as a build would run one.
    private var trial: CheckupFinding {
        do {
            let folder = RunFolder(try temporary())
            guard let ending = try trial(in: folder) else {
                return .warning("trial", "there is no program here to be tried in a sandbox", nil)
            }
            if ending == .exited(0) { return .ok("trial", "a process ran in a sandbox") }
            return .problem("trial", "a process in a sandbox ended: \(ending)", nil)
        } catch {
            let fault = error as? SandboxFault
            return .problem("trial", fault?.description ?? "\(error)", fault?.hint)
        }
    }

    /// With /usr of this machine, which on nearly all systems has all that a program needs.
    private func trial(in folder: RunFolder) throws -> SandboxEnding? {
        guard let program = Executable("true")?.path.canonical?.word, program.hasPrefix("/usr/") else { return nil }
        let (runFolder, layer) = (try folder.directory("run"), try folder.directory("layer"))
        for name in ["bin", "lib", "lib64", "lib32", "libx32"] {
            _ = (layer / name).withCString { symlink("usr/\(name)", $0) }
        }
        let sandbox = try Sandbox(mounts: folder.path / "mounts", scratch: { runFolder }, runtime: nil)
        var run = SandboxRun(upper: try folder.directory("upper"), arguments: [program])
        run.lowers = [layer]
        run.mounts = [SandboxMount(target: "/usr", kind: .files(lowers: ["/usr"], path: "/", isReadOnly: true))]
        return try sandbox.run(run, isCancelled: { false }, log: { _, _ in })
    }

    private func temporary() throws(SystemError) -> Path {
        var template = Array((nearest / ".hearth-doctor-XXXXXX").withCString { String(cString: $0) }.utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError("create directory", nearest, .last) }
        return Path(bytes: template.dropLast().map { UInt8(bitPattern: $0) })
    }
}
