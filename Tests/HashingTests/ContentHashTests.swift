import Hashing
import TestSupport
import Testing
import Values

@Suite struct ContentHashTests {
    // FIPS 180-4's examples, and no bytes at all.
    static let vectors: [(String, Digest.Algorithm, String)] = [
        ("", .sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", .sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", .sha256,
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "", .sha512,
            "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
                + "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"
        ),
        (
            "abc", .sha512,
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
    ]

    @Test(arguments: vectors)
    func `a known text has its known hash`(text: String, algorithm: Digest.Algorithm, hex: String) {
        #expect(ContentHash.digest(of: Array(text.utf8), algorithm).hex == hex)
    }

    @Test(arguments: Digest.Algorithm.allCases)
    func `pieces hash to what the whole does, wherever it is cut`(algorithm: Digest.Algorithm) {
        var random = SeededGenerator(seed: 1)
        let bytes = random.noise(1000)
        let whole = ContentHash.digest(of: bytes, algorithm)
        for length in [1, 7, 63, 64, 65, 128, 999, 1000] {
            var hash = ContentHash(algorithm)
            bytes.withUnsafeBytes { all in
                for start in stride(from: 0, to: all.count, by: length) {
                    hash.update(UnsafeRawBufferPointer(rebasing: all[start..<min(start + length, all.count)]))
                }
            }
            #expect(hash.digest() == whole)
        }
    }

    @Test func `a piece without bytes changes nothing`() {
        var hash = ContentHash()
        hash.update(UnsafeRawBufferPointer(start: nil, count: 0))
        #expect(hash.digest() == ContentHash.digest(of: []))
    }
}
