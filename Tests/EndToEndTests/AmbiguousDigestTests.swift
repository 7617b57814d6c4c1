import TestSupport
import Testing

struct AmbiguousDigestTests {
    // Found by trying: the digests of both texts begin alike.
    static let texts = ["text 859", "text 4460"]
    static let beginning = "b30a89"

    @Test func `a beginning that several digests share lists them`() throws {
        let hearth = try HearthFixture()
        let digests = try Self.texts.map { try hearth.add(Array($0.utf8)) }.sorted()
        let run = try hearth("cache", "cat", Self.beginning)
        #expect(run.code == 2)
        #expect(
            run.errors == """
                error: '\(Self.beginning)' is the beginning of 2 digests
                hint: one of \(digests.joined(separator: ", "))

                """)
        for digest in digests { #expect(try hearth("cache", "cat", digest.shortDigest).code == 0) }
    }
}
