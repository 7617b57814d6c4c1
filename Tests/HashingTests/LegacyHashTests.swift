import Hashing
import Testing
import Values

@Suite struct LegacyHashTests {
    @Test(
        arguments: [
            (LegacyHash.md5, "", "d41d8cd98f00b204e9800998ecf8427e"),
            (.md5, "abc", "900150983cd24fb0d6963f7d28e17f72"),
            (.sha1, "", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
            (.sha1, "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ])
    func `a known text has its known hash`(hash: LegacyHash, text: String, hex: String) {
        #expect(hash.hash(of: Array(text.utf8)).map { Hex.encode($0) } == hex)
    }
}
