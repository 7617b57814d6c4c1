import Synchronization
import TestSupport
import Testing

@testable import Registry

/// Registries that go down and come back, or do not.
@Suite(.enabled(if: RegistryServer.isPossible, "\(RegistryServer.reason)"))
struct OutageTests {
    private let way: FaultyWay
    private let image = FaultyWay.image

    init() throws {
        way = try FaultyWay()
    }

    @Test func `a registry that is not there is given up when patience ends`() throws {
        way.proxy.refuse()
        let waiting = Waiting()
        let fault = try #require(throws: RegistryFault.self) { try way.client(waiting).push(image, to: "app") }
        #expect("\(fault)".contains("\(way.proxy.name) cannot be asked"))
        #expect(waiting.pauses.reduce(0, +) == FaultyWay.patience)
        #expect(waiting.pauses.count > 5)
    }

    @Test func `a registry that comes up late is waited for`() throws {
        way.proxy.refuse()
        comeBack(afterPauses: 4) { [proxy = way.proxy] in try? proxy.accept() }
        try way.client(Waiting()).push(image, to: "app")
        #expect(hasImage("app"))
    }

    @Test func `a registry that goes down at any request of a push and comes back is waited for`() throws {
        try way.client(Waiting()).push(image, to: "rehearsal")
        for number in way.proxy.requests.indices {
            way.proxy.reset()
            way.proxy.observe { [server = way.server] in if $0.number == number { server.stop() } }
            comeBack(afterPauses: 3) { [server = way.server] in try? server.start() }
            let repository = "outage-\(number)"
            try way.client(Waiting()).push(image, to: repository)
            #expect(hasImage(repository), "down at request \(number)")
        }
    }

    @Test func `a registry that goes down in the middle of a chunk and comes back is waited for`() throws {
        way.proxy.plan(.cutsRequest(at: 100_000), times: 1) { [server = way.server] request in
            guard request.method == "PATCH" else { return false }
            server.stop()
            return true
        }
        comeBack(afterPauses: 2) { [server = way.server] in try? server.start() }
        try way.client(Waiting()).push(image, to: "app")
        #expect(hasImage("app"))
    }

    @Test func `a registry that goes down in a pull and comes back is waited for`() throws {
        try way.server.add(image, to: "app", as: "latest")
        _ = try way.client(Waiting()).pull("app")
        for number in way.proxy.requests.indices {
            way.proxy.reset()
            way.proxy.observe { [server = way.server] in if $0.number == number { server.stop() } }
            comeBack(afterPauses: 3) { [server = way.server] in try? server.start() }
            #expect(try way.client(Waiting()).pull("app") == PulledImage(image))
        }
    }

    /// Patience is for as long as nothing succeeds, not for the whole of a push.
    @Test func `a registry that is down again and again is got over`() throws {
        for number in stride(from: 2, to: 60, by: 3) { way.proxy.plan(.dropsRequest(), at: number) }
        let waiting = Waiting()
        try way.client(waiting).push(image, to: "app")
        #expect(hasImage("app"))
        #expect(way.proxy.faultCount > 4)
    }

    private func hasImage(_ repository: String) -> Bool {
        way.server.has(image, in: repository, as: "latest")
    }

    private func comeBack(afterPauses count: Int, _ comeBack: @escaping @Sendable () -> Void) {
        let left = Countdown(count)
        way.meanwhile.withLock { $0 = { if left.next() == 0 { comeBack() } } }
    }
}

private final class Countdown: Sendable {
    private let count: Atomic<Int>

    init(_ count: Int) { self.count = Atomic(count) }

    func next() -> Int { count.subtract(1, ordering: .relaxed).newValue }
}
