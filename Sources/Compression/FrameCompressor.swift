internal import Host

/// Makes a seekable zstd stream: independent frames of `frameLength` plain bytes each, then a seek table.
///
/// Any zstd reads the stream from front to end, a `FrameReader` from anywhere. The same bytes at the same level make
/// the same stream, however they are cut and however many threads compress them. A stream without bytes is a seek
/// table without frames.
///
/// It takes 4 MiB for each thread and for two more, and for each thread what its level wants: 1 MiB or so at level 3,
/// 33 at level 19. So that this stays within `memoryGoal`, the number of threads falls as the level rises.
///
/// `sink` gets the stream in order, on the caller's thread, inside the calls below. After an error, its own or
/// another's, nothing more is written: each later call throws that error again. Letting go of a compressor that was
/// not finished ends its threads and writes nothing.
package struct FrameCompressor: ~Copyable {
    package static let frameLength = 2 << 20
    package static let levels = 1...19
    /// What compressing should take at most, whatever the level and the machine.
    package static let memoryGoal = 56 << 20

    private let pipeline: Pipeline
    private let sink: (UnsafeRawBufferPointer) throws -> Void
    private var submitted = 0
    private var table = SeekTable()
    private var failure: (any Error)?

    /// How many threads compress at a level: as many as there are processors, six at most, and no more than fit into
    /// `memoryGoal`; at least one. From level 10 on it is one.
    package static func threads(at level: Int, processors: Int? = nil) -> Int {
        let limit = max(1, min(processors ?? Crew.standardCount, Pipeline.countLimit))
        return (1...limit).last { memory(at: level, threads: $0) <= memoryGoal } ?? 1
    }

    /// What compressing takes at most.
    package static func memory(at level: Int, threads: Int) -> Int {
        let slot = frameLength + FrameEncoder.bound(frameLength)
        return Pipeline.slotCount(threads: threads) * slot
            + threads * FrameEncoder.memory(at: level, frameLength: frameLength)
    }

    /// `threads` nil means as many as `threads(at:)` says.
    package init(
        level: Int = 3, threads: Int? = nil, sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) throws(CompressionError) {
        guard Self.levels.contains(level) else { throw .levelOutOfRange(level) }
        self.sink = sink
        pipeline = Pipeline(
            threads: threads ?? Self.threads(at: level),
            inputCapacity: Self.frameLength,
            outputCapacity: FrameEncoder.bound(Self.frameLength)
        ) { () throws(CompressionError) in try FrameEncoder(level: level) }
    }

    /// The most that a stream of `length` plain bytes can take. For lengths that there are: up to 2^60 or so.
    package static func bound(_ length: Int64) -> Int64 {
        let (whole, rest) = length.quotientAndRemainder(dividingBy: Int64(frameLength))
        let frames = whole + (rest > 0 ? 1 : 0)
        return whole * Int64(FrameEncoder.bound(frameLength)) + Int64(FrameEncoder.bound(Int(rest)))
            + Int64(SeekTable.Layout.length(frames: Int(frames)))
    }

    /// Lends the room that is left in a frame to `read`, which fills it from the front and says how far.
    ///
    /// Then lends what was read to `observe`, while the workers compress it: the place to hash. Returns what `read`
    /// returned; 0 is for the caller to understand.
    package mutating func fill(
        from read: (UnsafeMutableRawBufferPointer) throws -> Int,
        observe: (UnsafeRawBufferPointer) throws -> Void = { _ in }
    ) throws -> Int {
        try unlessFailed { compressor in
            let slot = try compressor.nextSlot()
            let room = slot.room
            let count = try read(room)
            precondition(0...room.count ~= count, "more was read than there was room")
            let bytes = slot.advance(count)
            if count == room.count { try compressor.submit() }
            try observe(bytes)
            return count
        }
    }

    /// Writes what is left and the seek table, which it returns.
    package consuming func finish() throws -> SeekTable {
        if let failure { throw failure }
        if try !nextSlot().isEmpty { try submit() }
        while let slot = pipeline.collect() { try deliver(slot) }
        try table.encoded().withUnsafeBytes(sink)
        return table
    }

    private mutating func unlessFailed<Value>(_ body: (inout FrameCompressor) throws -> Value) throws -> Value {
        if let failure { throw failure }
        do {
            return try body(&self)
        } catch {
            failure = error
            throw error
        }
    }

    private mutating func nextSlot() throws -> Slot {
        if pipeline.next == nil, let oldest = pipeline.collect() { try deliver(oldest) }
        guard let slot = pipeline.next else { preconditionFailure("a collected slot is free") }
        return slot
    }

    private mutating func submit() throws(CompressionError) {
        guard submitted < SeekTable.frameCountLimit else { throw .tooManyFrames(limit: SeekTable.frameCountLimit) }
        try pipeline.submit()
        submitted += 1
    }

    private mutating func deliver(_ slot: Slot) throws {
        let frame = try slot.outcome()
        try sink(frame)
        table.append(compressed: frame.count, plain: slot.inputCount)
        slot.clear()
    }
}
