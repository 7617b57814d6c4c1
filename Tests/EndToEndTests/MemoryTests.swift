import Foundation
import Host
import TestSupport
import Testing

struct MemoryTests {
    /// Compresses to about a sixth.
    static let piece = {
        var generator = SeededGenerator(seed: 5)
        return generator.text(1_000_000)
    }()
    static let pieces = 600
    /// What any command may take above the least one.
    static let allowance = 64 << 20

    @Test func `a large blob takes no more memory than a small one`() throws {
        let hearth = try HearthFixture()
        let least = try #require(try hearth.start("version", measured: true).finish().peakMemory)

        let adding = try hearth.start("cache", "add", "-", "--name", "large", measured: true)
        for number in 0..<Self.pieces { try adding.feed(Self.piece(number)) }
        let added = try adding.finish()
        #expect(added.code == 0)
        #expect(try #require(added.peakMemory) < least + Self.allowance, "adding")

        // Its output, 600 MB of it, is of no interest: `cat` fails when it is not what the digest says.
        let reading = try hearth.start("cache", "cat", "large", measured: true, output: "/dev/null").finish()
        #expect(reading.code == 0)
        #expect(try #require(reading.peakMemory) < least + Self.allowance, "reading")

        let part = try hearth.start(
            "cache", "cat", "large", "--offset", "500MB", "--length", "1MB", measured: true
        ).finish()
        #expect(part.bytes == Self.piece(500))
        #expect(try #require(part.peakMemory) < least + Self.allowance, "reading a part")

        let verifying = try hearth.start("cache", "verify", measured: true).finish()
        #expect(verifying.code == 0)
        #expect(try #require(verifying.peakMemory) < least + Self.allowance, "verifying")
    }

    // Levels at which every thread wants more than at the last. Six frames, so that all threads there are get one.
    @Test(arguments: [6, 9, 12, 15, 19])
    func `no level takes more memory than is allowed`(level: Int) throws {
        let hearth = try HearthFixture()
        let least = try #require(try hearth.start("version", measured: true).finish().peakMemory)
        let adding = try hearth.start("cache", "add", "-", "--level", "\(level)", measured: true)
        for number in 0..<12 { try adding.feed(Self.piece(number)) }
        let added = try adding.finish()
        #expect(added.code == 0)
        #expect(try #require(added.peakMemory) < least + Self.allowance)
    }

    /// One million bytes, like no others of the file.
    private static func piece(_ number: Int) -> [UInt8] {
        var piece = piece
        piece.replaceSubrange(0..<10, with: "\(1_000_000_000 + number)".utf8)
        return piece
    }
}
