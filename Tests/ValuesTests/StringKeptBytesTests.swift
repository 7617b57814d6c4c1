import Testing
import Values

@Suite struct StringKeptBytesTests {
    @Test(arguments: ["", "base.tar", "übung 日本 🐳", "e\u{301}", "\u{10fe7f}\u{10ff00}\u{fffd}"])
    func `text stays as it is`(text: String) {
        let string = String(keepingBytes: Array(text.utf8))
        #expect(string.isText && Array(string.utf8) == Array(text.utf8) && string.keptBytes == Array(text.utf8))
    }

    @Test(
        arguments: [
            [0xff], [0x61, 0xff, 0x62], [0x80, 0xc3, 0xbc, 0xc3],  // a stray byte, alone, between and around
            [0xe6, 0x97], [0xf0, 0x90, 0x90, 0x61],  // cut short
            [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80],  // overlong, a surrogate, beyond the last
            [0xf4, 0x8f, 0xbb, 0xbf],  // U+10FEFF, which stands for 0xff
        ] as [[UInt8]])
    func `what is no text keeps its bytes`(bytes: [UInt8]) {
        let string = String(keepingBytes: bytes)
        #expect(!string.isText && string.keptBytes == bytes)
    }

    @Test func `two words never become one`() {
        var generator = SystemRandomNumberGenerator()
        // Bytes that begin, go on or end what might be one of the scalars that stand for a byte.
        let pieces: [UInt8] = [0x61, 0xf4, 0x8f, 0xba, 0xbb, 0xbf, 0x80, 0xff]
        var words: [String: [UInt8]] = [:]
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                pieces.randomElement(using: &generator) ?? 0
            }
            let word = String(keepingBytes: bytes)
            #expect(word.keptBytes == bytes)
            #expect(words.updateValue(bytes, forKey: word) ?? bytes == bytes)
        }
    }
}
