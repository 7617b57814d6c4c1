internal import CLinux
internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A socket at which processes in a sandbox find an agent that holds keys.
///
/// What they ask for is passed on only where it is to be told which keys there are, or to sign with one: nobody there may add or remove keys.
/// An agent talks to its own user and to root alone, and that is who asks it here, whoever it is in there.
final class AgentRelay {
    private let listener: Descriptor
    private let stop: (reading: Descriptor, writing: Descriptor)
    private var worker: Worker?

    /// `agent` is the agent's own socket.
    init(at path: Path, to agent: Path, mode: UInt32, owner: UInt32, group: UInt32) throws {
        let number = path.withCString { hearth_listen($0) }
        guard number >= 0 else { throw SystemError("listen", path, .last) }
        let listener = Descriptor(number)
        let isOwned = path.withCString { chown($0, owner, group) == 0 && chmod($0, mode_t(mode)) == 0 }
        guard isOwned else { throw SystemError("set owner", path, .last) }
        let stop = try Descriptor.pipe()
        (self.listener, self.stop) = (listener, stop)
        let end = stop.reading.number
        worker = try Worker {
            var desk = RelayDesk(listener: number, stop: end, agent: agent)
            desk.serve()
        }
    }

    deinit {
        // The thread sees that, and ends; letting go of the worker waits for it.
        stop.writing.close()
        worker = nil
    }
}
