internal import CISAL
internal import CZlib

/// Plain bytes to deflate blocks that begin and end at a byte, and look back at nothing before them: what is made of pieces of a
/// stream can be put together.
// @unchecked: used by one thread at a time, the worker it was made for.
final class ISALEncoder: FrameCodec, @unchecked Sendable {
    private let stream = UnsafeMutablePointer<isal_zstream>.allocate(capacity: 1)
    private let memory: UnsafeMutablePointer<UInt8>
    private let memoryLength: UInt32
    private let level: UInt32
    private let library: ISAL

    init(_ library: ISAL, level: UInt32) {
        self.library = library
        self.level = level
        memoryLength = hearth_isal_level_memory(level)
        memory = .allocate(capacity: Int(max(memoryLength, 1)))
    }

    deinit {
        stream.deallocate()
        memory.deallocate()
    }

    func convert(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(CompressionError) -> Int {
        library.beginDeflating(stream)
        stream.pointee.level = level
        stream.pointee.level_buf = memoryLength > 0 ? memory : nil
        stream.pointee.level_buf_size = memoryLength
        stream.pointee.flush = UInt16(FULL_FLUSH)
        stream.pointee.end_of_stream = 0
        stream.pointee.gzip_flag = UInt16(IGZIP_DEFLATE)
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(output.count)
        let code = library.deflate(stream)
        guard code == COMP_OK, stream.pointee.avail_in == 0 else { throw .deflate(Int(code)) }
        return output.count - Int(stream.pointee.avail_out)
    }
}

/// The same through zlib, which is slower and makes less of them.
// @unchecked: used by one thread at a time, the worker it was made for.
final class ZlibEncoder: FrameCodec, @unchecked Sendable {
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

    init(level: Int32) throws(CompressionError) {
        stream.initialize(to: z_stream())
        guard hearth_deflate_begin(stream, level) == Z_OK else { throw .outOfMemory }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    func convert(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(CompressionError) -> Int {
        deflateReset(stream)
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = uInt(input.count)
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = uInt(output.count)
        let code = deflate(stream, Z_FULL_FLUSH)
        // With no room left there may be more to come.
        guard code == Z_OK, stream.pointee.avail_in == 0, stream.pointee.avail_out > 0 else {
            throw .deflate(Int(code))
        }
        return output.count - Int(stream.pointee.avail_out)
    }
}
