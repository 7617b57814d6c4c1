import Testing
import Values

@Suite struct DigestTests {
    private static let hex = String(repeating: "0a", count: 32)

    @Test func `a digest is written as it was read`() throws {
        let text = "sha256:\(Self.hex)"
        let digest = try #require(Digest(text))
        #expect(digest.description == text)
        #expect(digest.bytes == Array(repeating: 10, count: 32))
        #expect(digest.short == "0a0a0a0a0a0a")
        #expect(Digest("sha512:\(Self.hex)\(Self.hex)")?.algorithm == .sha512)
    }

    // OCI image specification, "Digests": the algorithm fixes the length, and hex is lower case.
    @Test(arguments: [
        "", "sha256", "sha256:", ":\(hex)", hex,
        "sha256:\(hex)0a", "sha256:\(hex.dropLast())", "sha256:\(hex.uppercased())",
        "SHA256:\(hex)", "md5:\(hex)", "sha512:\(hex)", "sha256:\(hex.dropLast(2))é", "sha256: \(hex.dropLast())",
    ])
    func `what is not a digest is refused`(text: String) {
        #expect(Digest(text) == nil)
    }

    @Test func `digests sort by algorithm and then by their bytes`() throws {
        let low = try #require(Digest(.sha256, bytes: Array(repeating: 1, count: 32)))
        let high = try #require(Digest(.sha256, bytes: Array(repeating: 2, count: 32)))
        let other = try #require(Digest(.sha512, bytes: Array(repeating: 0, count: 64)))
        #expect([other, high, low].sorted() == [low, high, other])
    }
}
