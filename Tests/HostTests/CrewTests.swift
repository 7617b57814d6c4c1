import Host
import Synchronization
import Testing

@Suite struct CrewTests {
    @Test func `everything is done once, and its results are in order`() {
        let results = Parallel.map(Array(0..<1000)) { $0 * 2 }
        #expect(results == (0..<1000).map { $0 * 2 })
        #expect(Parallel.map([Int]()) { $0 } == [])
    }

    @Test func `crews within crews do not multiply`() {
        let threads = Mutex((now: 0, most: 0))
        @Sendable func count(_ body: () -> Void) {
            threads.withLock { threads in
                threads.now += 1
                threads.most = max(threads.most, threads.now)
            }
            body()
            threads.withLock { $0.now -= 1 }
        }
        Crew.run(64) { _ in
            for _ in 0..<20 { Crew.run(64) { _ in count {} } }
        }
        #expect(threads.withLock { $0.most } <= Crew.standardCount)
    }
}
