import Host
import Synchronization
import TestSupport

/// The machine's trees, with a hook before each call that has a name, and with a clock and a file system that a test
/// chooses.
final class WatchedTree: TreeSystem {
    struct Call: Equatable {
        let name: String
        let file: String
    }

    private let base = LocalTree()
    private let before: @Sendable (Call) throws(SystemError) -> Void
    private let calls = Mutex<[Call]>([])
    private let opened = Mutex<[Int32: String]>([:])
    private let kind: VolumeKind?
    private let clock: @Sendable (Int64) -> Int64
    private let stamp: @Sendable (NodeStatus) -> NodeStatus
    /// What is said of a file by its name.
    private let unopened: @Sendable (String, NodeStatus) -> NodeStatus

    init(
        kind: VolumeKind? = nil, clock: @escaping @Sendable (Int64) -> Int64 = { $0 },
        stamp: @escaping @Sendable (NodeStatus) -> NodeStatus = { $0 },
        unopened: @escaping @Sendable (String, NodeStatus) -> NodeStatus = { $1 },
        before: @escaping @Sendable (Call) throws(SystemError) -> Void = { _ in }
    ) {
        self.kind = kind
        self.clock = clock
        self.stamp = stamp
        self.unopened = unopened
        self.before = before
    }

    static func hooked(_ before: @escaping @Sendable (Call) throws(SystemError) -> Void) -> WatchedTree {
        WatchedTree(before: before)
    }

    /// What was asked of the system, without closing.
    var trace: [Call] { calls.withLock { $0 } }

    func count(_ name: String) -> Int { trace.count { $0.name == name } }

    private func note(_ name: String, _ file: String) throws(SystemError) {
        let call = Call(name: name, file: file)
        calls.withLock { $0.append(call) }
        try before(call)
    }

    private func text(_ name: UnsafePointer<CChar>) -> String { String(cString: name) }

    private func remember(_ descriptor: Int32, _ name: String) -> Int32 {
        opened.withLock { $0[descriptor] = name }
        return descriptor
    }

    private func name(_ descriptor: Int32) -> String { opened.withLock { $0[descriptor] ?? "?" } }

    func open(_ root: Path) throws(SystemError) -> Int32 {
        try note("open root", root.description)
        return remember(try base.open(root), ".")
    }

    func openDirectory(_ name: UnsafePointer<CChar>, in directory: Int32) throws(SystemError) -> Int32 {
        try note("open directory", text(name))
        return remember(try base.openDirectory(name, in: directory), text(name))
    }

    func openFile(_ name: UnsafePointer<CChar>, in directory: Int32) throws(SystemError) -> Int32 {
        try note("open file", text(name))
        return remember(try base.openFile(name, in: directory), text(name))
    }

    func close(_ descriptor: Int32) { base.close(descriptor) }

    func status(_ name: UnsafePointer<CChar>, in directory: Int32) throws(SystemError) -> NodeStatus {
        try note("status", text(name))
        return stamp(unopened(text(name), try base.status(name, in: directory)))
    }

    func status(_ descriptor: Int32) throws(SystemError) -> NodeStatus {
        try note("status of open", name(descriptor))
        return stamp(try base.status(descriptor))
    }

    func names(in directory: Int32) throws(SystemError) -> NameList {
        try note("names", name(directory))
        return try base.names(in: directory)
    }

    func target(of link: UnsafePointer<CChar>, in directory: Int32) throws(SystemError) -> [UInt8] {
        try note("target", text(link))
        return try base.target(of: link, in: directory)
    }

    func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
        try note("read", name(descriptor))
        return try base.read(descriptor, into: buffer)
    }

    func volumeKind(_ descriptor: Int32) -> VolumeKind { kind ?? base.volumeKind(descriptor) }
    func now() -> Int64 { clock(base.now()) }
    var tick: Int64 { base.tick }
}

/// Clocks by which files are older, or younger, than they are.
enum Later {
    static let hour: Int64 = 3_600_000_000_000
    static let byAnHour: @Sendable (Int64) -> Int64 = { $0 + hour }
    static let byASecond: @Sendable (Int64) -> Int64 = { $0 + 1_000_000_000 }
    static let earlierByAnHour: @Sendable (Int64) -> Int64 = { $0 - hour }
}
