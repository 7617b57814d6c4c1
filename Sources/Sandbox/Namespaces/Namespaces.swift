internal import CLinux
internal import Host
internal import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The namespaces of this process. What is mounted in them vanishes with it.
package enum Namespaces {
    /// Whether the process has been moved, and what it was told.
    private static let entered = Mutex<[String]?>(nil)

    static var areEntered: Bool { entered.withLock { $0 != nil } }

    /// Moves this process, which must have one thread, into namespaces of its own where it may mount: as root a mount namespace, otherwise a
    /// user namespace too, with the ids of /etc/subuid, or with its own alone. Says what cannot work then. May be called again.
    package static func enter() throws -> [String] {
        try entered.withLock { entered in
            if let entered { return entered }
            let warnings = geteuid() == 0 ? try enterAsRoot() : try UserNamespace.enter()
            try separate()
            entered = warnings
            return warnings
        }
    }

    private static func enterAsRoot() throws -> [String] {
        guard hearth_enter_mount_namespace() == 0 else {
            let code = SystemError.Code.last
            throw SandboxFault.namespacesRefused(code == .notPermitted ? .rootWithoutRights : .unknown, code)
        }
        return []
    }

    /// What is mounted here stays here; what is mounted outside still shows, and does not stay when it goes outside. Namespaces made from this
    /// one see what is unmounted here, so that none of them holds on to it.
    private static func separate() throws {
        for propagation in [hearth_propagation_slave, hearth_propagation_shared] {
            guard hearth_propagate("/", propagation) == 0 else {
                let code = SystemError.Code.last
                throw SandboxFault.namespacesRefused(UserNamespace.obstacle(code), code)
            }
        }
        hideSecondHierarchy()
    }

    /// Beside control groups of version 1 some systems have a hierarchy of version 2, and crun refuses to work where that has
    /// controllers. Covered by a tmpfs it does not count; what runtimes write there all the same is nobody's.
    private static func hideSecondHierarchy() {
        guard ControlGroups.version == .one else { return }
        _ = hearth_mount("tmpfs", "/sys/fs/cgroup/unified", 0, "size=16m")
    }

    /// The ids of users and of groups that there are in here.
    static let users = IDMap(file: "/proc/self/uid_map")
    static let groups = IDMap(file: "/proc/self/gid_map")

    /// Whether this process is root by its own account alone: in a user namespace.
    static var isRootless: Bool { !users.isWhole }
}
