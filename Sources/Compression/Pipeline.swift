internal import Dispatch
internal import Host
internal import Synchronization

/// Frames converted by several threads at once and handed back in the order in which they came.
///
/// There are two slots more than threads: one for the caller to fill, one waiting for the first thread that is free.
/// The caller fills `next`, submits it, and collects the oldest when no slot is left; so memory is bounded and nobody
/// waits while there is something to do. A thread starts when there is a frame for it, so a short stream pays for one.
/// Letting go of a pipeline ends the threads after the frame each is at; what was not collected is lost.
final class Pipeline {
    private let line: Line
    private let threads: Int
    private let makeCodec: () throws(CompressionError) -> any FrameCodec
    private var workers: [Worker] = []
    private var submitted = 0
    private var collected = 0

    init(
        threads: Int?, inputCapacity: Int, outputCapacity: Int,
        codec makeCodec: @escaping () throws(CompressionError) -> any FrameCodec
    ) {
        self.threads = max(1, threads ?? Self.standardCount)
        self.makeCodec = makeCodec
        line = Line(
            slots: (0..<Self.slotCount(threads: self.threads)).map { _ in
                Slot(inputCapacity: inputCapacity, outputCapacity: outputCapacity)
            })
    }

    /// As many threads as keep this machine busy, up to the limit.
    static var standardCount: Int { min(Crew.standardCount, countLimit) }

    /// Each takes memory, and beside them one thread alone reads and hashes.
    static let countLimit = 6

    static func slotCount(threads: Int) -> Int { threads + 2 }

    deinit {
        line.close(workers: workers.count)
    }

    /// The slot to fill next, or nil when one must be collected first.
    var next: Slot? { submitted - collected < line.slots.count ? line[submitted] : nil }

    /// Gives `next` to the workers.
    func submit() throws(CompressionError) {
        if workers.count < min(threads, submitted + 1) {
            let codec = try makeCodec()
            do throws(SystemError) {
                workers.append(try Worker { [line] in line.work(with: codec) })
            } catch {
                throw .threadRefused(error)
            }
        }
        submitted += 1
        line.submit()
    }

    /// Waits for the oldest slot submitted, or returns nil when all have been collected. It stays as it is until the
    /// next is submitted.
    func collect() -> Slot? {
        guard collected < submitted else { return nil }
        let slot = line[collected]
        slot.converted.wait()
        collected += 1
        return slot
    }
}

/// What a pipeline and its workers share, which is all that workers hold.
private final class Line: Sendable {
    let slots: [Slot]
    /// Counts the slots that were submitted and that no worker has taken.
    private let waiting = DispatchSemaphore(value: 0)
    private let taken = Atomic(0)
    private let isClosed = Atomic(false)

    init(slots: [Slot]) {
        self.slots = slots
    }

    /// The slot of the frame that is the `number`th of the stream.
    subscript(number: Int) -> Slot { slots[number % slots.count] }

    func submit() { waiting.signal() }

    func close(workers: Int) {
        isClosed.store(true, ordering: .releasing)
        for _ in 0..<workers { waiting.signal() }
    }

    func work(with codec: any FrameCodec) {
        while true {
            waiting.wait()
            if isClosed.load(ordering: .acquiring) { return }
            // Acquiring, since the signal this worker woke from need not be that of the slot it gets.
            let slot = self[taken.wrappingAdd(1, ordering: .acquiringAndReleasing).oldValue]
            slot.convert(with: codec)
            slot.converted.signal()
        }
    }
}
