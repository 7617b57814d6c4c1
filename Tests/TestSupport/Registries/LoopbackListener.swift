import Foundation
import Synchronization

/// Takes connections on loopback, each served by a thread of its own, until it is let go of.
final class LoopbackListener: Sendable {
    let port: UInt16
    private let open: OpenSockets

    /// Port 0 is any that is free. `serve` returns when it is done with a connection, which then ends.
    init(port: UInt16 = 0, _ serve: @escaping @Sendable (LoopbackSocket) -> Void) throws {
        let socket = try LoopbackSocket()
        let open = OpenSockets()
        self.port = try socket.listen(at: port)
        self.open = open
        _ = open.add(socket)
        Thread.detachNewThread {
            while let connection = try? socket.accept(), open.add(connection) {
                Thread.detachNewThread {
                    serve(connection)
                    open.remove(connection)
                }
            }
        }
    }

    deinit { stop() }

    /// Takes no more, and ends what is open.
    func stop() { open.shut() }
}

/// What is to be ended when its owner goes.
final class OpenSockets: Sendable {
    private let sockets = Mutex<[ObjectIdentifier: LoopbackSocket]?>([:])

    /// False, and the socket is of no use, where all has ended already.
    func add(_ socket: LoopbackSocket) -> Bool {
        let isOpen = sockets.withLock { sockets in
            sockets?[ObjectIdentifier(socket)] = socket
            return sockets != nil
        }
        if !isOpen { socket.shut() }
        return isOpen
    }

    func remove(_ socket: LoopbackSocket) {
        _ = sockets.withLock { $0?.removeValue(forKey: ObjectIdentifier(socket)) }
    }

    func shut() {
        let all = sockets.withLock { sockets in
            defer { sockets = nil }
            return sockets
        }
        all?.values.forEach { $0.shut() }
    }
}
