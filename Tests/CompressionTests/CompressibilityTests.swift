import Compression
import Testing

@Suite struct CompressibilityTests {
    private static func isWorthwhile(_ bytes: [UInt8]) throws -> Bool {
        try bytes.withUnsafeBytes { try Compressibility.isWorthwhile($0) }
    }

    @Test(arguments: [20_000, 131_072, 2 << 20])
    func `what repeats is worth it and what does not is not`(length: Int) throws {
        #expect(try Self.isWorthwhile(Sample.text.bytes(length)))
        #expect(try Self.isWorthwhile(Sample.zeroes.bytes(length)))
        #expect(try !Self.isWorthwhile(Sample.random.bytes(length)))
    }

    @Test(arguments: [0, 1])
    func `next to nothing is not worth it`(length: Int) throws {
        #expect(try !Self.isWorthwhile(Sample.zeroes.bytes(length)))
    }

    @Test func `the beginning alone does not decide`() throws {
        #expect(try !Self.isWorthwhile(Sample.text.bytes(20_000) + Sample.random.bytes(2_000_000)))
        #expect(try Self.isWorthwhile(Sample.random.bytes(20_000) + Sample.text.bytes(2_000_000)))
    }

    @Test(
        arguments: [
            [0x1f, 0x8b, 8], [0x28, 0xb5, 0x2f, 0xfd], Array("BZh9".utf8), [0xff, 0xd8, 0xff, 0xe0],
            [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], [0x89, 0x50, 0x4e, 0x47],
        ] as [[UInt8]])
    func `what is compressed by its name is left alone`(signature: [UInt8]) throws {
        #expect(try !Self.isWorthwhile(signature + Sample.zeroes.bytes(100_000)))
    }
}
