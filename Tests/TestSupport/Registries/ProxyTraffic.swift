import Foundation
import Synchronization

/// A fault that will befall requests.
struct ProxyPlan: Sendable {
    let fault: ProxyFault
    var timesLeft: Int
    let applies: @Sendable (ProxiedRequest) -> Bool
}

/// What the connections of a proxy share.
final class ProxyTraffic: Sendable {
    struct State {
        var requests: [ProxiedRequest] = []
        var plans: [ProxyPlan] = []
        var observer: (@Sendable (ProxiedRequest) -> Void)?
        /// Of what was begun anew: requests from before then are not written down any more.
        var generation = 0
    }

    /// Where a request is written down.
    struct Entry {
        let generation: Int
        let request: ProxiedRequest
    }

    let serverPort: UInt16
    let ownPort: UInt16
    let state = Mutex(State())
    let servers = OpenSockets()
    let holding = DispatchSemaphore(value: 0)
    let released = DispatchSemaphore(value: 0)

    init(to serverPort: UInt16, from ownPort: UInt16) {
        self.serverPort = serverPort
        self.ownPort = ownPort
    }

    func end() {
        servers.shut()
        // More than can be waiting.
        for _ in 0..<100 { released.signal() }
    }

    func begin(_ head: HTTPHead) -> Entry {
        let (entry, observer) = state.withLock { state in
            var request = ProxiedRequest(state.requests.count, head)
            if let plan = state.plans.firstIndex(where: { $0.timesLeft > 0 && $0.applies(request) }) {
                state.plans[plan].timesLeft -= 1
                request.fault = state.plans[plan].fault
            }
            state.requests.append(request)
            return (Entry(generation: state.generation, request: request), state.observer)
        }
        observer?(entry.request)
        return entry
    }

    func note(_ entry: Entry, _ change: (inout ProxiedRequest) -> Void) {
        state.withLock { state in
            if state.generation == entry.generation { change(&state.requests[entry.request.number]) }
        }
    }
}
