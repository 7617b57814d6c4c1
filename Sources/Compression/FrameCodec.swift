internal import CZstd

/// Makes one frame from another, whole at a time: compresses it or takes it apart.
protocol FrameCodec: AnyObject, Sendable {
    /// How many bytes of `output` were written. More than fit is an error, never an overrun.
    func convert(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(CompressionError) -> Int
}

/// Plain bytes to a frame that carries their length and their checksum.
// @unchecked: a context is used by one thread at a time, the worker it was made for.
final class FrameEncoder: FrameCodec, @unchecked Sendable {
    private let context: OpaquePointer

    init(level: Int) throws(CompressionError) {
        guard let context = ZSTD_createCCtx() else { throw .zstd(.outOfMemory) }
        self.context = context
        try check(ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Int32(level)))
        try check(ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 1))
        try check(ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1))
    }

    deinit { ZSTD_freeCCtx(context) }

    func convert(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(CompressionError) -> Int {
        try check(ZSTD_compress2(context, output.baseAddress, output.count, input.baseAddress, input.count))
    }

    /// What one encoder takes for frames of `frameLength`, in the library's own words.
    static func memory(at level: Int, frameLength: Int) -> Int {
        ZSTD_estimateCCtxSize_usingCParams(ZSTD_getCParams(Int32(level), UInt64(frameLength), 0))
    }

    /// The most that a frame of `length` plain bytes can take.
    static func bound(_ length: Int) -> Int { ZSTD_compressBound(length) }
}

/// A frame to the plain bytes it holds, whose checksum is verified where it has one.
// @unchecked: a context is used by one thread at a time, the worker it was made for.
final class FrameDecoder: FrameCodec, @unchecked Sendable {
    private let context: OpaquePointer

    init() throws(CompressionError) {
        guard let context = ZSTD_createDCtx() else { throw .zstd(.outOfMemory) }
        self.context = context
    }

    deinit { ZSTD_freeDCtx(context) }

    func convert(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(CompressionError) -> Int {
        try check(ZSTD_decompressDCtx(context, output.baseAddress, output.count, input.baseAddress, input.count))
    }
}
