internal import CZstd

/// Decodes any zstd data as it comes, however it was made: many frames or one, with skippable ones between them.
///
/// Plain bytes go to the sink as soon as they are known, which is before the checksum of their frame is. After an
/// error each later call throws it again.
package struct ZstdDecoder: ~Copyable {
    private let stream: DecodingStream
    /// Between two frames, where the data may end. Not so before the first: nothing at all is no zstd data.
    private var mayEnd = false
    private var failure: (any Error)?

    /// A frame that looks back further than `windowLimit` is refused, since decoding takes that much memory.
    package init(windowLimit: Int = 128 << 20) throws(CompressionError) {
        stream = try DecodingStream(windowLimit: windowLimit)
    }

    package mutating func decode(
        _ bytes: UnsafeRawBufferPointer, to sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        if let failure { throw failure }
        do {
            try push(bytes, to: sink)
        } catch {
            failure = error
            throw error
        }
    }

    /// Says that no more is coming, and throws `truncated` if something had to.
    package func finish() throws {
        if let failure { throw failure }
        guard mayEnd else { throw CompressionError.truncated }
    }

    private mutating func push(
        _ bytes: UnsafeRawBufferPointer, to sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var input = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
        var isDrained = true
        while input.pos < input.size || !isDrained {
            let (plain, isEnd) = try stream.step(&input)
            mayEnd = isEnd
            // A full room may have been too small for all that the input held.
            isDrained = isEnd || plain.count < stream.roomLength
            if !plain.isEmpty { try sink(plain) }
        }
    }
}

private final class DecodingStream {
    private let context: OpaquePointer
    private let room = UnsafeMutableRawBufferPointer.allocate(byteCount: ZSTD_DStreamOutSize(), alignment: 64)

    init(windowLimit: Int) throws(CompressionError) {
        guard let context = ZSTD_createDCtx() else { throw .zstd(.outOfMemory) }
        self.context = context
        try check(ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Self.logarithm(windowLimit)))
    }

    var roomLength: Int { room.count }

    deinit {
        ZSTD_freeDCtx(context)
        room.deallocate()
    }

    /// What the next of `input` holds, and whether it ends a frame. Valid until the next step.
    func step(_ input: inout ZSTD_inBuffer) throws(CompressionError) -> (plain: UnsafeRawBufferPointer, isEnd: Bool) {
        var output = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
        let awaited = try check(ZSTD_decompressStream(context, &output, &input))
        return (UnsafeRawBufferPointer(rebasing: room[..<output.pos]), awaited == 0)
    }

    /// The largest power of two within the limit, as the library wants it, and within what it allows.
    private static func logarithm(_ limit: Int) -> Int32 {
        let bounds = ZSTD_dParam_getBounds(ZSTD_d_windowLogMax)
        let logarithm = Int32(Int.bitWidth - 1 - max(1, limit).leadingZeroBitCount)
        return min(max(logarithm, bounds.lowerBound), bounds.upperBound)
    }
}
