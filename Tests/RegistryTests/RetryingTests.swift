import Host
import Testing

@testable import Registry

struct RetryingTests {
    private let waiting = Waiting()

    private func fault(_ status: Int = 503) -> RegistryFault {
        .refused("blob x", registry: "registry.test", status: status, reason: nil)
    }

    @Test func `pauses double up to eight seconds until patience ends, and a last try is made then`() throws {
        var tries = 0
        #expect(throws: RegistryFault.self) {
            try waiting.retrying(patience: 30).run { _ in
                tries += 1
                throw Setback(fault: fault())
            }
        }
        #expect(waiting.pauses.map { ($0 * 10).rounded() / 10 } == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 8, 8, 1.3])
        #expect(tries == 11)
        #expect(waiting.notices.count == 10)
    }

    @Test func `chance cuts pauses short`() throws {
        var tries = 0
        try waiting.retrying(chance: 0.5).run { _ in
            tries += 1
            if tries < 4 { throw Setback(fault: fault()) }
        }
        #expect(waiting.pauses == [0.05, 0.1, 0.2])
    }

    @Test func `a registry is left alone for as long as it wants, but not for longer than patience`() {
        _ = try? waiting.retrying(patience: 10).run { _ in throw Setback(fault: fault(429), wait: 4) }
        #expect(waiting.pauses == [4, 4, 2])
        let other = Waiting()
        _ = try? other.retrying(patience: 10).run { _ in throw Setback(fault: fault(429), wait: 3600) }
        #expect(other.pauses == [10])
    }

    @Test func `what will not come round is tried as often as it is worth`() {
        _ = try? waiting.retrying().run { _ in throw Setback(fault: fault(), tries: 3) }
        #expect(waiting.pauses.count == 2)
    }

    @Test func `what fails for good is not tried again`() {
        #expect(throws: SystemError("write", nil, .noSpace)) {
            try waiting.retrying().run { _ in throw SystemError("write", nil, .noSpace) }
        }
        #expect(throws: SystemError("write", nil, .noSpace)) {
            try waiting.retrying().run { _ in throw CallersError(cause: SystemError("write", nil, .noSpace)) }
        }
        #expect(waiting.pauses == [])
    }

    @Test func `getting further counts as a success`() throws {
        var tries = 0
        try waiting.retrying(patience: 1).run { gotFurther in
            tries += 1
            gotFurther()
            if tries < 50 { throw Setback(fault: fault()) }
        }
        #expect(waiting.pauses == Array(repeating: 0.1, count: 49))
    }

    @Test func `what succeeds on another thread keeps patience alive`() throws {
        var tries = 0
        let retrying = waiting.retrying(patience: 1)
        _ = try? retrying.run { _ in
            tries += 1
            if tries == 4 { try retrying.run { _ in } }
            throw Setback(fault: fault())
        }
        // Without that they would end with 0.3, the fourth.
        #expect(waiting.pauses.map { ($0 * 10).rounded() / 10 } == [0.1, 0.2, 0.4, 0.8, 0.2])
    }

    @Test func `waiting ends when somebody asks the process to stop`() {
        let retrying = Retrying(
            patience: 60, clock: { 0 }, pause: { _ in throw SystemError("continue", nil, .interrupted) },
            notice: { _ in })
        #expect(throws: SystemError("continue", nil, .interrupted)) {
            try retrying.run { _ in throw Setback(fault: fault()) }
        }
    }
}
