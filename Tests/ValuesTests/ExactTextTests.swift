import Testing
import Values

@Suite struct ExactTextTests {
    @Test func `an é that is composed otherwise is another`() {
        let (one, two): (ExactText, ExactText) = ("\u{e9}", "e\u{301}")
        #expect(one.text == two.text)
        #expect(one != two)
        #expect([one: 1, two: 2].count == 2)
    }

    @Test(arguments: ["", "a", "a name that is longer than small strings are", "é"])
    func `equal bytes are equal`(text: String) {
        #expect(ExactText(text) == ExactText(String(decoding: Array(text.utf8), as: UTF8.self)))
        #expect(ExactText(text).hashValue == ExactText(String(decoding: Array(text.utf8), as: UTF8.self)).hashValue)
    }

    @Test func `they are sorted by their bytes`() {
        let names: [ExactText] = ["\u{e9}", "z", "e\u{301}", "Z", ""]
        #expect(names.sorted().map(\.text.utf8.first) == [nil, 0x5a, 0x65, 0x7a, 0xc3])
    }
}
