internal import Host
internal import Values

/// What a runtime is told: the root, the process and all around it, as the OCI runtime specification has it.
struct Bundle {
    let run: SandboxRun
    let root: Path
    let user: RunUser
    let mounts: [BundleMount]
    /// As the runtime knows control groups; nil without one.
    let controlGroup: String?
    /// What only one runtime understands.
    let annotations: [JSON.Member]

    /// As JSON.
    func encoded() throws -> [UInt8] {
        let limits = try run.limits.map { try ProcessLimit($0).text }.joined(separator: ",")
        let process = Self.adding("rlimits", Array("[\(limits)]".utf8), to: process)
        return Self.adding("process", process, to: surroundings)
    }

    private static func adding(_ name: String, _ value: [UInt8], to object: JSON) -> [UInt8] {
        object.encoded().dropLast() + ",\"\(name)\":".utf8 + value + "}".utf8
    }

    private var surroundings: JSON {
        [
            "ociVersion": "1.0.2",
            "root": ["path": .string(root.word)],
            "hostname": .string(run.hostname),
            "mounts": .array(mounts.map(\.json)),
            "linux": linux,
            "annotations": .object(annotations),
        ]
    }

    private var process: JSON {
        .object([
            .init("terminal", false),
            .init(
                "user",
                [
                    "uid": .integer(Int64(user.id)), "gid": .integer(Int64(user.group)), "umask": 0o022,
                    "additionalGids": .array(user.groups.map { .integer(Int64($0)) }),
                ]),
            .init("args", .array(run.arguments.map { .string($0) })),
            .init("env", .array(environment.map { .string($0) })),
            .init("cwd", .string(run.directory)),
            .init("capabilities", capabilities),
            .init("noNewPrivileges", false),
        ])
    }

    /// HOME is what the image's own users' file says, where nobody has set it.
    private var environment: [String] {
        let isSet = run.environment.contains { $0.utf8.starts(with: "HOME=".utf8) }
        return isSet ? run.environment : run.environment + ["HOME=\(user.home)"]
    }

    private var capabilities: JSON {
        // Without a control group nothing would keep a device that the process makes from being the machine's disk.
        let lacksDeviceRules = controlGroup == nil && !Namespaces.isRootless
        let usual = Capabilities.usual.filter { $0 != "CAP_MKNOD" || !lacksDeviceRules }
        let names = JSON.array((run.isPrivileged ? Capabilities.all : usual).map { .string($0) })
        let none: JSON = []
        let kept = run.isPrivileged ? names : none
        return [
            "bounding": names, "effective": names, "permitted": names, "inheritable": kept, "ambient": kept,
        ]
    }

    private var linux: JSON {
        var kinds = ["pid", "ipc", "uts", "mount"]
        if run.network == .none { kinds.append("network") }
        if controlGroup != nil, ControlGroups.version == .two { kinds.append("cgroup") }
        var members: [JSON.Member] = [.init("namespaces", .array(kinds.map { ["type": .string($0)] }))]
        if let controlGroup {
            members.append(.init("cgroupsPath", .string(controlGroup)))
            members.append(.init("resources", resources))
        }
        if !run.isPrivileged {
            members.append(.init("maskedPaths", .array(Self.masked.map { .string($0) })))
            members.append(.init("readonlyPaths", .array(Self.readOnly.map { .string($0) })))
            members.append(.init("seccomp", SystemCalls.filter))
        }
        return .object(members)
    }

    private static let masked = [
        "/proc/acpi", "/proc/asound", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list",
        "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi", "/sys/firmware", "/sys/devices/virtual/powercap",
    ]

    private static let readOnly = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]
}
