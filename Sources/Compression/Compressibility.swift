/// Whether bytes are worth compressing, judged by their beginning.
package enum Compressibility {
    /// True when compressing is likely to save more than a twentieth. `beginning` is what the store reads first,
    /// 256 KiB, or all of less; what begins like a compressed file is taken for one, and of the rest samples are
    /// compressed.
    package static func isWorthwhile(_ beginning: UnsafeRawBufferPointer) throws(CompressionError) -> Bool {
        if signatures.contains(where: { beginning.starts(with: $0) }) { return false }
        let encoder = try FrameEncoder(level: 1)
        let room = UnsafeMutableRawBufferPointer.allocate(
            byteCount: FrameEncoder.bound(sampleLength), alignment: 64)
        defer { room.deallocate() }
        var plain = 0
        var compressed = 0
        for sample in samples(of: beginning) {
            plain += sample.count
            compressed += try encoder.convert(sample, into: room)
        }
        return compressed * 20 < plain * 19
    }

    private static let sampleLength = 8 << 10
    private static let sampleCount = 16

    /// Evenly spread, since archives mix files of all kinds and begin with none of them.
    private static func samples(of bytes: UnsafeRawBufferPointer) -> [UnsafeRawBufferPointer] {
        let distance = max(bytes.count / sampleCount, sampleLength)
        return stride(from: (distance - sampleLength) / 2, to: bytes.count, by: distance).map { start in
            UnsafeRawBufferPointer(rebasing: bytes[start...].prefix(sampleLength))
        }
    }

    /// Formats that are always compressed. Zip is not here, as it may store files as they are.
    private static let signatures: [[UInt8]] = [
        [0x1f, 0x8b],  // gzip
        [0x28, 0xb5, 0x2f, 0xfd],  // zstd
        [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],  // xz
        Array("BZh".utf8),  // bzip2
        [0x89, 0x50, 0x4e, 0x47],  // PNG
        [0xff, 0xd8, 0xff],  // JPEG
    ]
}
