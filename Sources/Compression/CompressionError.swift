package import Host

/// What can go wrong with compressed bytes. What a caller's own closure throws passes through as it is.
package indirect enum CompressionError: Error, Equatable {
    case levelOutOfRange(Int)
    case gzipLevelOutOfRange(Int)
    /// A stream longer than a seek table may list.
    case tooManyFrames(limit: Int)
    case threadRefused(SystemError)
    case unreadable(SystemError)
    case zstd(ZstdCode)
    case outOfMemory
    /// What a library refused to compress, by its own number.
    case deflate(Int)
    /// What is wrong with gzip data.
    case gzip(GzipDecoder.Fault)
    /// The bytes end before what they promise does.
    case truncated
    case wrongLength(expected: Int, found: Int)
    /// `offset` is where the frame begins in the compressed file.
    case badFrame(index: Int, offset: Int64, cause: CompressionError)
    /// No seek table at the end, which says nothing about whether the bytes are good zstd otherwise.
    case noSeekTable
    case badSeekTable(SeekTable.Fault)
}

extension CompressionError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .levelOutOfRange(let level):
            "compression level \(level) is not one of \(FrameCompressor.levels.lowerBound) to "
                + "\(FrameCompressor.levels.upperBound)"
        case .gzipLevelOutOfRange(let level):
            "compression level \(level) is not one of \(GzipCompressor.levels.lowerBound) to "
                + "\(GzipCompressor.levels.upperBound)"
        case .tooManyFrames(let limit): "the stream is longer than \(limit) frames"
        case .threadRefused(let error): "start a compression thread: \(error)"
        case .unreadable(let error): "read compressed data: \(error)"
        case .zstd(let code): "zstd: \(code)"
        case .outOfMemory: "out of memory"
        case .deflate(let code): "gzip: error \(code)"
        case .gzip(let fault): fault.rawValue
        case .truncated: "compressed data ends too early"
        case .wrongLength(let expected, let found): "expected \(expected) bytes, found \(found)"
        case .badFrame(let index, let offset, let cause): "frame \(index) at offset \(offset): \(cause)"
        case .noSeekTable: "there is no seek table"
        case .badSeekTable(let fault): "seek table: \(fault)"
        }
    }
}

extension SeekTable.Fault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unsupported(let descriptor): "descriptor \(descriptor) is not supported"
        case .tooManyFrames(let count): "\(count) frames are too many"
        case .longerThanFile(let length): "a table of \(length) bytes does not fit in the file"
        case .wrongMagic(let magic): "\(magic) is not the mark of a skippable frame"
        case .wrongLength(let expected, let found): "a table of \(expected) bytes calls itself \(found) long"
        case .frameOutOfRange(let index, let compressed, let plain):
            "frame \(index) cannot have \(compressed) bytes for \(plain)"
        case .wrongSum(let expected, let found): "its frames take \(found) bytes, not \(expected)"
        }
    }
}
