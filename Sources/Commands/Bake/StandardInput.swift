internal import Host
internal import Synchronization

/// What is on the standard input, which can be read once only.
final class StandardInput: Sendable {
    private let machine: Machine
    private let read = Mutex<[UInt8]?>(nil)

    init(_ machine: Machine) {
        self.machine = machine
    }

    func bytes() throws -> [UInt8] {
        if let bytes = read.withLock({ $0 }) { return bytes }
        let bytes = try machine.standardInput()
        read.withLock { $0 = bytes }
        return bytes
    }
}
