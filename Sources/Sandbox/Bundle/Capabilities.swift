internal import Host
internal import Values

/// Which of root's rights a process has.
enum Capabilities {
    /// Those of a container.
    static let usual = [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FSETID", "CAP_FOWNER", "CAP_MKNOD", "CAP_NET_RAW", "CAP_SETGID",
        "CAP_SETUID",
        "CAP_SETFCAP", "CAP_SETPCAP", "CAP_NET_BIND_SERVICE", "CAP_SYS_CHROOT", "CAP_KILL", "CAP_AUDIT_WRITE",
    ]

    /// All that this process has to give.
    static var all: [String] {
        let status = try? OpenFile("/proc/self/status", .read, on: LocalFileSystem()).readToEnd(limit: 1 << 16)
        let lines = String(decoding: status ?? [], as: UTF8.self).split(separator: "\n")
        let line = lines.first { $0.hasPrefix("CapBnd:") }
        let mask = line.flatMap { UInt64($0.dropFirst(7).filter { !$0.isWhitespace }, radix: 16) } ?? 0
        return names.enumerated().filter { mask >> UInt64($0.offset) & 1 == 1 }.map(\.element)
    }

    /// In the order of their numbers.
    private static let names = """
        CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE
        NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN
        SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE
        MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE
        """.split(whereSeparator: \.isWhitespace).map { "CAP_" + $0 }
}
