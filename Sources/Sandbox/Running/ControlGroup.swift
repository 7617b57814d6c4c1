internal import CLinux
internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The control group of one run.
///
/// Where memory is limited it is one in another of ours, which is still there when the runtime has removed its own, and tells whether the
/// memory was enough. With version 1 the outer one has the limit, since there an event is told to where the limit is alone.
final class ControlGroup {
    /// As the runtime knows it.
    let path: String
    private let outer: String?
    /// Can be read when memory ran out.
    private var watch: Descriptor?

    init(_ name: String, _ resources: SandboxResources) throws {
        let own = (Path("/") / (resources.parent ?? "") / "hearth" / name).description
        let isLimited = resources.memory != nil || resources.memorySwap != nil
        path = isLimited ? own + "/run" : own
        outer = isLimited ? own : nil
        if isLimited, ControlGroups.version == .one { try limitMemory(resources) }
    }

    /// What the runtime is to limit.
    static func limitsOfRuntime(_ resources: SandboxResources) -> SandboxResources {
        var resources = resources
        if ControlGroups.version == .one { (resources.memory, resources.memorySwap) = (nil, nil) }
        return resources
    }

    private func limitMemory(_ resources: SandboxResources) throws {
        guard let outer else { return }
        var place = ControlGroups.top / "memory"
        for name in InnerTree.names(Path(outer)) {
            place = place / name
            guard place.withCString({ mkdir($0, 0o755) }) == 0 || errno == EEXIST else {
                throw SandboxFault.noControlGroups
            }
        }
        if let memory = resources.memory { try write("\(memory)", to: place / "memory.limit_in_bytes") }
        // Without accounts of swap there is no such file, and without swap no need for it.
        if let swap = resources.memorySwap { try? write("\(swap)", to: place / "memory.memsw.limit_in_bytes") }
        let control = Descriptor((place / "memory.oom_control").withCString { open($0, O_RDONLY | O_CLOEXEC) })
        let events = Descriptor((place / "cgroup.event_control").withCString { open($0, O_WRONLY | O_CLOEXEC) })
        let number = hearth_watch_memory(control.number, events.number)
        if number >= 0 { watch = Descriptor(number) }
    }

    private func write(_ text: String, to path: Path) throws {
        let file = Descriptor(path.withCString { open($0, O_WRONLY | O_CLOEXEC) })
        let bytes = Array(text.utf8)
        guard bytes.withUnsafeBytes({ Glibc.write(file.number, $0.baseAddress, $0.count) }) == bytes.count else {
            throw SystemError("write", path, .last)
        }
    }

    /// Whether the system killed something for want of memory. To be asked when the process has ended.
    var ranOut: Bool {
        if let watch {
            var count: UInt64 = 0
            return withUnsafeMutableBytes(of: &count) { read(watch.number, $0.baseAddress, $0.count) } == 8
        }
        guard let outer, ControlGroups.version == .two else { return false }
        let file = try? OpenFile(ControlGroups.top / outer / "memory.events", .read, on: LocalFileSystem())
        let events = (try? file?.readToEnd(limit: 4096)) ?? []
        let line = String(decoding: events, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("oom_kill ") }
        return line.map { $0 != "oom_kill 0" } ?? false
    }

    /// To be called when its processes are gone.
    func remove() {
        watch = nil
        ControlGroups.remove(path)
        if let outer { ControlGroups.remove(outer) }
    }
}
