internal import Dispatch
internal import Host
internal import Synchronization

/// Makes a pack with several threads and gives it in order. The caller's thread gives, and makes itself what nobody has begun; others make
/// ahead.
struct PackLine {
    private let filler: PackFiller
    private let segments: [PackSegment]
    private let threads: Int

    /// Less is done before another thread has begun.
    private static let worthThreads: Int64 = 4 << 20

    init(_ filler: PackFiller, threads: Int? = nil) {
        self.filler = filler
        segments = PackSegment.all(of: filler.plan)
        self.threads = filler.plan.length < Self.worthThreads ? 1 : threads ?? Crew.standardCount
    }

    func run(_ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        let work = Ahead(filler, segments, most: 2 * threads)
        let outcome = Mutex<Result<Void, any Error>>(.success(()))
        // The crew's closure may be called from any thread; that of the caller alone calls the sink.
        try withoutActuallyEscaping(sink) { sink in
            nonisolated(unsafe) let sink = sink
            Crew.run(threads) { number in
                guard number == 0 else { return work.help() }
                let result = Result { try deliver(work, sink) }
                work.stop(helpers: threads)
                outcome.withLock { $0 = result }
            }
            try outcome.withLock { $0 }.get()
        }
        try [UInt8](repeating: 0, count: TarHeader.endLength).withUnsafeBytes(sink)
    }

    private func deliver(_ work: Ahead, _ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        for (number, segment) in segments.enumerated() {
            try Interruption.check()
            if let made = work.take(number) {
                try made.use(sink)
                work.makeRoom()
            } else if segment.isLarge {
                try filler.stream(segment, to: sink)
            } else {
                let made = MadeSegment(segment)
                made.make(with: filler)
                try made.use(sink)
            }
        }
    }
}

/// The bytes of a segment, once they are made.
// @unchecked: who makes them and who uses them hand it over by the semaphore.
private final class MadeSegment: @unchecked Sendable {
    private let segment: PackSegment
    private let room: UnsafeMutableRawBufferPointer
    private let made = DispatchSemaphore(value: 0)
    private var failure: (any Error)?

    init(_ segment: PackSegment) {
        self.segment = segment
        room = .allocate(byteCount: Int(segment.bytes.upperBound - segment.bytes.lowerBound), alignment: 64)
    }

    deinit { room.deallocate() }

    func make(with filler: PackFiller) {
        do {
            try filler.fill(segment, room)
        } catch {
            failure = error
        }
        made.signal()
    }

    /// Waits for them.
    func use(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        made.wait()
        if let failure { throw failure }
        try body(UnsafeRawBufferPointer(room))
    }
}

/// Segments that are made before anybody asks for them.
private final class Ahead: Sendable {
    private struct State {
        var made: [Int: MadeSegment] = [:]
        /// The first that nobody has begun.
        var next = 0
        var isStopped = false
    }

    private let filler: PackFiller
    private let segments: [PackSegment]
    private let state = Mutex(State())
    /// Counts those that may yet be made before one is taken.
    private let room = DispatchSemaphore(value: 0)

    init(_ filler: PackFiller, _ segments: [PackSegment], most: Int) {
        (self.filler, self.segments) = (filler, segments)
        for _ in 0..<most { room.signal() }
    }

    func help() {
        while true {
            room.wait()
            guard let made = begin() else { return }
            made.make(with: filler)
        }
    }

    /// Large ones are left to who takes them.
    private func begin() -> MadeSegment? {
        state.withLock { state in
            while state.next < segments.count, segments[state.next].isLarge { state.next += 1 }
            guard !state.isStopped, state.next < segments.count else { return nil }
            let made = MadeSegment(segments[state.next])
            state.made[state.next] = made
            state.next += 1
            return made
        }
    }

    /// One that somebody has begun; any other is for the caller to make.
    func take(_ number: Int) -> MadeSegment? {
        state.withLock { state in
            state.next = max(state.next, number + 1)
            return state.made.removeValue(forKey: number)
        }
    }

    func makeRoom() { room.signal() }

    func stop(helpers: Int) {
        state.withLock { $0.isStopped = true }
        for _ in 0..<helpers { room.signal() }
    }
}
