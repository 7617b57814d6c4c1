import Foundation
import Synchronization

/// Stands between a client and a server of this machine, writes down what is asked, and has go wrong what a test has planned.
///
/// It hands requests on in the order in which they come, each connection in a thread of its own, and keeps no more than a piece
/// of a body. It ends with this object.
package final class FaultProxy: Sendable {
    package let port: UInt16
    private let traffic: ProxyTraffic
    private let listener: Mutex<LoopbackListener?>

    package init(to port: UInt16) throws {
        self.port = try FreePort.find()
        let traffic = ProxyTraffic(to: port, from: self.port)
        self.traffic = traffic
        listener = Mutex(try Self.listener(self.port, traffic))
    }

    deinit {
        refuse()
        traffic.end()
    }

    private static func listener(_ port: UInt16, _ traffic: ProxyTraffic) throws -> LoopbackListener {
        try LoopbackListener(port: port) { ProxyConnection($0, traffic).serve() }
    }

    /// As it stands in a reference: `localhost:20123`.
    package var name: String { "localhost:\(port)" }

    package var address: String { "http://\(name)" }

    // MARK: - What is planned

    /// Has a fault befall the requests that `applies` names, so many of them. Of several plans for a request the first counts.
    package func plan(
        _ fault: ProxyFault, times: Int = 1, where applies: @escaping @Sendable (ProxiedRequest) -> Bool
    ) {
        traffic.state.withLock { $0.plans.append(ProxyPlan(fault: fault, timesLeft: times, applies: applies)) }
    }

    /// The same for the request of a number, counted from 0.
    package func plan(_ fault: ProxyFault, at number: Int) {
        plan(fault) { $0.number == number }
    }

    /// Hears of each request before it goes on, or before its fault.
    package func observe(_ observer: (@Sendable (ProxiedRequest) -> Void)?) {
        traffic.state.withLock { $0.observer = observer }
    }

    /// Takes no connections, and ends those that are there, until `accept`.
    package func refuse() {
        listener.withLock { listener in
            listener?.stop()
            listener = nil
        }
    }

    package func accept() throws {
        try listener.withLock { listener in
            if listener == nil { listener = try Self.listener(port, traffic) }
        }
    }

    /// Returns when an answer is held.
    package func waitUntilHeld() { traffic.holding.wait() }

    /// Lets an answer go that is held, or that will be.
    package func release() { traffic.released.signal() }

    // MARK: - What was asked

    package var requests: [ProxiedRequest] { traffic.state.withLock(\.requests) }

    /// How many faults have come to pass.
    package var faultCount: Int { requests.count { $0.fault != nil } }

    /// Begins anew, with no plans.
    package func reset() {
        traffic.state.withLock { state in
            state.generation += 1
            (state.requests, state.plans, state.observer) = ([], [], nil)
        }
    }
}
