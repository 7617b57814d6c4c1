import Foundation
import Host

/// A socket of this machine's loopback, which no child inherits. Closes itself.
final class LoopbackSocket: Sendable {
    let number: Int32

    convenience init() throws {
        #if os(Linux)
        try self.init(taking: socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0))
        #else
        try self.init(taking: socket(AF_INET, SOCK_STREAM, 0))
        #endif
    }

    /// Takes what a system call returned.
    init(taking number: Int32) throws {
        guard number >= 0 else { throw SystemError("socket", nil, .last) }
        self.number = number
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        set(SOL_SOCKET, SO_REUSEADDR, Int32(1))
    }

    deinit { close(number) }

    /// Port 0 is any that is free. Returns which it is.
    @discardableResult func listen(at port: UInt16) throws -> UInt16 {
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = Self.withAddress(port) { address in
            guard bind(number, address, length) == 0, Foundation.listen(number, 128) == 0,
                getsockname(number, address, &length) == 0
            else { return UInt16?.none }
            return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                UInt16(bigEndian: $0.pointee.sin_port)
            }
        }
        guard let bound else { throw SystemError("listen", nil, .last) }
        return bound
    }

    func connect(to port: UInt16) throws {
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        guard Self.withAddress(port, { Foundation.connect(number, $0, length) }) == 0 else {
            throw SystemError("connect", nil, .last)
        }
        set(Int32(IPPROTO_TCP), TCP_NODELAY, Int32(1))
    }

    /// Waits for a connection; nil when the socket was shut down.
    func accept() throws -> LoopbackSocket? {
        while true {
            let number = Foundation.accept(number, nil, nil)
            if number >= 0 {
                let socket = try LoopbackSocket(taking: number)
                socket.set(Int32(IPPROTO_TCP), TCP_NODELAY, Int32(1))
                return socket
            }
            if errno != EINTR && errno != ECONNABORTED { return nil }
        }
    }

    /// Ends whatever waits on it, in any thread; it stays open till nobody holds it.
    func shut() { shutdown(number, Int32(SHUT_RDWR)) }

    /// Has its end be a reset, as of a machine that knows nothing of the connection.
    func resetAtEnd() { set(SOL_SOCKET, SO_LINGER, linger(l_onoff: 1, l_linger: 0)) }

    private func set(_ level: Int32, _ option: Int32, _ value: some Any) {
        withUnsafeBytes(of: value) { _ = setsockopt(number, level, option, $0.baseAddress, socklen_t($0.count)) }
    }

    private static func withAddress<Result>(_ port: UInt16, _ body: (UnsafeMutablePointer<sockaddr>) -> Result)
        -> Result
    {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        address.sin_port = port.bigEndian
        return withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0) }
        }
    }
}
