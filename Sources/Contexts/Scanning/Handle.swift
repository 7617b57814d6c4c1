internal import Host
internal import Synchronization

/// A directory that is open, and closes itself when nobody holds it any more.
final class Handle: Sendable {
    let descriptor: Int32
    private let system: any TreeSystem
    private let count: OpenCount

    init(_ descriptor: Int32, _ system: any TreeSystem, _ count: OpenCount) {
        self.descriptor = descriptor
        self.system = system
        self.count = count
        count.change(by: 1)
    }

    deinit {
        system.close(descriptor)
        count.change(by: -1)
    }
}

/// How many directories a scan has open.
final class OpenCount: Sendable {
    private let number = Atomic(0)

    func change(by difference: Int) { number.wrappingAdd(difference, ordering: .relaxed) }

    /// Whether more should be opened only to be closed soon: a process may have a thousand files open, usually, and has
    /// others.
    var isHigh: Bool { number.load(ordering: .relaxed) > 256 }
}
