internal import Compression
internal import Hashing
internal import Host
internal import Values

/// The bytes of a blob on their way in: counted, hashed, and held against what was promised of them.
struct Incoming<Source: ByteSource>: ~Copyable {
    private var source: Source
    private let expected: Digest?
    private let promised: Int64?
    private var hash: ContentHash
    private var size: Int64 = 0
    /// The first bytes, read ahead to look at them, and not handed on yet.
    private var beginning: [UInt8] = []
    private var handedOn = 0

    /// Read at a time where frames do not say how much. Fits the second-level cache.
    private static var pieceLength: Int { 256 << 10 }
    /// Not worth compressing up to here: a file takes a block anyway.
    private static var blockLength: Int { 4096 }

    init(_ source: Source, _ intake: Intake) {
        self.source = source
        expected = intake.expected
        promised = intake.length
        hash = ContentHash(intake.expected?.algorithm ?? intake.algorithm)
    }

    /// Decides how the blob will lie in its file, which may need a look at how it begins.
    mutating func chooseEncoding(_ compression: Intake.Compression) throws -> Encoding {
        switch compression {
        case .none: return .plain
        case .zstd: return .zstd
        case .automatic:
            beginning = try [UInt8](unsafeUninitializedCapacity: Self.pieceLength) { buffer, count in
                count = try source.fill(UnsafeMutableRawBufferPointer(buffer))
            }
            guard beginning.count > Self.blockLength else { return .plain }
            return try beginning.withUnsafeBytes { try Compressibility.isWorthwhile($0) } ? .zstd : .plain
        }
    }

    /// How long the file will be.
    func forecast(_ encoding: Encoding) -> Forecast {
        guard let length = (promised ?? source.length).map({ min($0, BlobFile.longest) }) else { return .unknown }
        return switch encoding {
        case .plain: .exactly(length)
        case .zstd: .atMost(FrameCompressor.bound(length))
        }
    }

    /// Hands everything on as it is.
    mutating func drain(to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceLength, alignment: 64)
        defer { buffer.deallocate() }
        while true {
            let count = try fill(buffer)
            if count == 0 { return }
            let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            try note(piece)
            try sink(piece)
        }
    }

    /// Hands everything on as a seekable zstd stream.
    mutating func compress(
        _ compression: Intake.Compression, to sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        try withoutActuallyEscaping(sink) { sink in
            var compressor = try FrameCompressor(level: compression.level, sink: sink)
            while try compressor.fill(from: { try fill($0) }, observe: { try note($0) }) > 0 {}
            _ = try compressor.finish()
        }
    }

    /// The digest and size, once everything has been handed on and is what was promised.
    consuming func verified() throws -> (Digest, Int64) {
        if let promised, size < promised { throw StoreError.endedEarly(expected: promised, found: size) }
        let (expected, size) = (expected, size)
        let digest = hash.digest()
        if let expected, expected != digest { throw StoreError.digestMismatch(expected: expected, found: digest) }
        return (digest, size)
    }

    private mutating func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        try Interruption.check()
        guard handedOn < beginning.count else { return try source.fill(buffer) }
        let count = min(buffer.count, beginning.count - handedOn)
        buffer.copyBytes(from: beginning[handedOn..<handedOn + count])
        handedOn += count
        // All of a frame, so that how it was read does not show in the stream.
        return try count + source.fill(UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
    }

    private mutating func note(_ piece: UnsafeRawBufferPointer) throws {
        size += Int64(piece.count)
        if let promised, size > promised { throw StoreError.longerThanPromised(promised) }
        hash.update(piece)
    }
}

extension Intake.Compression {
    fileprivate var level: Int {
        switch self {
        case .automatic(let level), .zstd(let level): level
        case .none: Self.usualLevel
        }
    }
}
