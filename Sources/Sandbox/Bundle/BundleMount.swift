internal import CLinux
internal import Host
internal import Values

/// Something that the runtime is to mount.
struct BundleMount {
    let target: Path
    let kind: String
    let source: String
    var options: [String]

    init(_ kind: String, at target: Path, source: String? = nil, _ options: [String]) {
        self.kind = kind
        self.target = target
        self.source = source ?? kind
        self.options = options
    }

    /// A path of this machine.
    ///
    /// In a user namespace nothing may be allowed that is forbidden where the path is, and a mount that does not repeat this is
    /// refused.
    static func bind(_ path: Path, at target: Path, _ options: [String] = []) -> BundleMount {
        let held = path.withCString { hearth_mount_flags($0) }
        let words: [(hearth_mount_flag, String)] = [
            (hearth_mount_read_only, "ro"), (hearth_mount_no_devices, "nodev"), (hearth_mount_no_programs, "noexec"),
            (hearth_mount_no_set_id, "nosuid"),
        ]
        let locked = Namespaces.isRootless ? words.filter { held & $0.0.rawValue != 0 }.map(\.1) : []
        return BundleMount(
            "bind", at: target, source: path.word, ["rbind"] + options + locked.filter { !options.contains($0) })
    }

    var json: JSON {
        [
            "destination": .string(target.word), "type": .string(kind), "source": .string(source),
            "options": .array(options.map { .string($0) }),
        ]
    }
}

extension BundleMount {
    /// What every process finds, in the order in which it is mounted.
    static func usual(sharedMemory: Int64, isPrivileged: Bool, hasControlGroup: Bool, canMapTerminals: Bool)
        -> [BundleMount]
    {
        let closed = ["nosuid", "noexec", "nodev"]
        let terminals =
            ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"] + (canMapTerminals ? ["gid=5"] : [])
        var mounts = [
            BundleMount("proc", at: "/proc", closed),
            BundleMount("tmpfs", at: "/dev", ["nosuid", "strictatime", "mode=755", "size=65536k"]),
            BundleMount("devpts", at: "/dev/pts", terminals),
            BundleMount("tmpfs", at: "/dev/shm", source: "shm", closed + ["mode=1777", "size=\(sharedMemory)"]),
            BundleMount("mqueue", at: "/dev/mqueue", closed),
        ]
        let access = isPrivileged ? "rw" : "ro"
        if Namespaces.isRootless {
            // Who shares the network of others may not mount this anew.
            mounts.append(.bind("/sys", at: "/sys", closed + [access]))
        } else {
            mounts.append(BundleMount("sysfs", at: "/sys", closed + [access]))
            if hasControlGroup { mounts.append(BundleMount("cgroup", at: "/sys/fs/cgroup", closed + [access])) }
        }
        return mounts
    }
}
