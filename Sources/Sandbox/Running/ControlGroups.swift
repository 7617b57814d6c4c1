internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The control groups of this machine, by which resources are limited and devices kept away.
enum ControlGroups {
    enum Version {
        case one, two
    }

    /// Nil where there are none.
    static let version: Version? = {
        if exists(top / "cgroup.controllers") { return .two }
        return exists(top / "devices" / "cgroup.procs") ? .one : nil
    }()

    static let top: Path = "/sys/fs/cgroup"
    private static let ours = "hearth"

    /// Whether this process may make some; found by making one.
    static let areUsable: Bool = {
        guard let version, !Namespaces.isRootless else { return false }
        let place = version == .two ? top / ours : top / "devices" / ours
        defer { sweep }
        return place.withCString { mkdir($0, 0o755) == 0 || errno == EEXIST && access($0, W_OK) == 0 }
    }()

    /// Removes a group, which has no processes any more, wherever it is left.
    static func remove(_ path: String) {
        let files = LocalFileSystem()
        for hierarchy in hierarchies { _ = try? files.removeDirectory(hierarchy / path) }
    }

    private static var hierarchies: [Path] {
        if version == .two { return [top] }
        let names = (try? LocalFileSystem().names(in: top)) ?? []
        return names.filter { $0 != "unified" }.map { top / $0 }
    }

    /// The name of a group for one run of this process.
    static func name(_ number: Int) -> String { "\(ours)-\(getpid())-\(number)" }

    /// Removes groups of processes that were killed before they could. One that is still in use cannot be removed.
    static let sweep: Void = {
        let files = LocalFileSystem()
        var swept: Set<String> = []
        for hierarchy in hierarchies {
            for name in (try? files.names(in: hierarchy / ours)) ?? [] where isLeft(name.description) {
                swept.insert(name.description)
            }
        }
        for name in swept {
            remove("/\(ours)/\(name)/run")
            remove("/\(ours)/\(name)")
        }
    }()

    private static func isLeft(_ name: String) -> Bool {
        let parts = name.split(separator: "-")
        guard parts.count == 3, parts[0] == ours, let process = pid_t(parts[1]) else { return false }
        return kill(process, 0) != 0 && errno == ESRCH
    }

    private static func exists(_ path: Path) -> Bool { (try? LocalFileSystem().status(path)) != nil }
}
