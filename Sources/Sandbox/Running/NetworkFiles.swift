internal import Host

/// The files that tell a process what it is called and whom to ask for names. They are mounted, and never part of a layer.
enum NetworkFiles {
    static func hosts(_ run: SandboxRun) -> String {
        let own = "127.0.0.1\tlocalhost \(run.hostname)\n::1\tlocalhost ip6-localhost ip6-loopback\n"
        return own + run.hosts.map { "\($0.address)\t\($0.name)\n" }.joined()
    }

    /// The machine's own: what it names is as near to the process as it is to the machine. Nothing where there is none.
    static func resolver() -> [UInt8] {
        (try? OpenFile("/etc/resolv.conf", .read, on: LocalFileSystem()).readToEnd(limit: 1 << 20)) ?? []
    }
}
