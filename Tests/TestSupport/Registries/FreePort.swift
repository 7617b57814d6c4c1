import Foundation

/// A port of this machine that nobody uses.
enum FreePort {
    enum Fault: Error {
        case none
    }

    /// Below those that the system gives to connections on their way out: a server that goes down and comes back must find its
    /// port free.
    private static let range: ClosedRange<UInt16> = 12_000...30_000

    static func find() throws -> UInt16 {
        for _ in 0..<200 {
            let port = UInt16.random(in: range)
            if let socket = try? LoopbackSocket(), (try? socket.listen(at: port)) != nil { return port }
        }
        throw Fault.none
    }
}
