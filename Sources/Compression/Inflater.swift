internal import CISAL
internal import CZlib

/// Decodes one member of gzip data after the other.
protocol Inflater: AnyObject {
    func beginMember() throws(CompressionError)
    func step(
        _ input: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
    ) throws(CompressionError) -> GzipDecoder.Step
}

final class ISALInflater: Inflater {
    private let library: ISAL
    private let state = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)

    init(_ library: ISAL) {
        self.library = library
        library.beginInflating(state)
        state.pointee.crc_flag = UInt32(ISAL_GZIP)
    }

    deinit { state.deallocate() }

    func beginMember() {
        library.resetInflating(state)
        state.pointee.crc_flag = UInt32(ISAL_GZIP)
    }

    func step(
        _ input: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
    ) throws(CompressionError) -> GzipDecoder.Step {
        state.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        state.pointee.avail_in = UInt32(input.count)
        state.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
        state.pointee.avail_out = UInt32(room.count)
        let code = library.inflate(state)
        guard code >= ISAL_DECOMP_OK else { throw .gzip(Self.fault(code)) }
        return GzipDecoder.Step(
            used: input.count - Int(state.pointee.avail_in), made: room.count - Int(state.pointee.avail_out),
            isEnd: state.pointee.block_state == ISAL_BLOCK_FINISH)
    }

    private static func fault(_ code: Int32) -> GzipDecoder.Fault {
        switch code {
        case ISAL_INVALID_WRAPPER, ISAL_UNSUPPORTED_METHOD: .header
        case ISAL_INCORRECT_CHECKSUM: .checksum
        default: .content
        }
    }
}

/// Where there is no ISA-L.
final class ZlibInflater: Inflater {
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

    init() throws(CompressionError) {
        stream.initialize(to: z_stream())
        guard hearth_inflate_begin(stream) == Z_OK else {
            stream.deallocate()
            throw .outOfMemory
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    func beginMember() throws(CompressionError) {
        guard inflateReset(stream) == Z_OK else { throw .outOfMemory }
    }

    func step(
        _ input: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
    ) throws(CompressionError) -> GzipDecoder.Step {
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = uInt(input.count)
        stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = uInt(room.count)
        let code = inflate(stream, Z_NO_FLUSH)
        switch code {
        case Z_OK, Z_BUF_ERROR, Z_STREAM_END: break
        case Z_MEM_ERROR: throw .outOfMemory
        default: throw .gzip(.content)
        }
        return GzipDecoder.Step(
            used: input.count - Int(stream.pointee.avail_in), made: room.count - Int(stream.pointee.avail_out),
            isEnd: code == Z_STREAM_END)
    }
}
