import Host
import Synchronization
import Testing

struct HeartbeatTests {
    @Test func `it beats until it is ended, and does not wait for its pause`() {
        let count = Atomic(0)
        let heartbeat = Heartbeat()
        heartbeat.start(every: 0.001) { count.add(1, ordering: .relaxed) }
        heartbeat.start(every: 0.001) { Issue.record("a second start counts") }
        while count.load(ordering: .relaxed) < 3 {}
        heartbeat.end()
        let last = count.load(ordering: .relaxed)
        heartbeat.start(every: 0.001) { count.add(1, ordering: .relaxed) }
        heartbeat.end()
        #expect(count.load(ordering: .relaxed) == last)
    }

    @Test(.timeLimit(.minutes(1))) func `a long pause is cut short`() {
        let heartbeat = Heartbeat()
        heartbeat.start(every: 3600) {}
        heartbeat.end()
    }
}
