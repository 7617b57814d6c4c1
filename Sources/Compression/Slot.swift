internal import Dispatch

/// A frame on its way through a pipeline: what goes in, what came out, how it ended.
///
/// Pages that are never written cost no memory, so a slot may be made for the longest frame there can be.
// @unchecked: caller and worker hold a slot by turns, and the semaphores hand it over. While the worker has it, both
// may read `input`, which nobody writes then.
final class Slot: @unchecked Sendable {
    private let input: UnsafeMutableRawBufferPointer
    private let output: UnsafeMutableRawBufferPointer
    private(set) var inputCount = 0
    private var result = Result<Int, CompressionError>.success(0)
    /// Signalled each time the worker is done with the slot.
    let converted = DispatchSemaphore(value: 0)

    init(inputCapacity: Int, outputCapacity: Int) {
        input = .allocate(byteCount: inputCapacity, alignment: 64)
        output = .allocate(byteCount: outputCapacity, alignment: 64)
    }

    deinit {
        input.deallocate()
        output.deallocate()
    }

    /// Where the next bytes of the frame go.
    var room: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(rebasing: input[inputCount...]) }

    var isEmpty: Bool { inputCount == 0 }

    /// Takes the first `count` bytes of `room` as filled, and lends them to be read.
    func advance(_ count: Int) -> UnsafeRawBufferPointer {
        let filled = input[inputCount..<(inputCount + count)]
        inputCount = filled.endIndex
        return UnsafeRawBufferPointer(rebasing: filled)
    }

    func clear() { inputCount = 0 }

    func convert(with codec: some FrameCodec) {
        let frame = UnsafeRawBufferPointer(rebasing: input[..<inputCount])
        result = Result { () throws(CompressionError) in try codec.convert(frame, into: output) }
    }

    /// What the last conversion made.
    func outcome() throws(CompressionError) -> UnsafeRawBufferPointer {
        let count = try result.get()
        return UnsafeRawBufferPointer(rebasing: output[..<count])
    }
}
