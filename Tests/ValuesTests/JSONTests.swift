import Testing
import Values

@Suite struct JSONTests {
    private let value: JSON = ["b": [1, true, "x\"\\\n\u{1}é/"], "a": .object([]), "c": .null, "d": .number(0.5)]

    @Test func `one line keeps the order and escapes what JSON asks for`() {
        #expect(
            String(decoding: value.encoded(), as: UTF8.self)
                == #"{"b":[1,true,"x\"\\\n\u0001é/"],"a":{},"c":null,"d":0.5}"#)
    }

    @Test func `an indented value puts every member on its line`() {
        let text = String(decoding: JSON.array([["a": 1], .array([])]).encoded(indent: 2), as: UTF8.self)
        #expect(text == "[\n  {\n    \"a\": 1\n  },\n  []\n]")
    }

    @Test func `the sorted form has its keys in byte order at every depth`() {
        let nested: JSON = ["z": ["b": 1, "a": 2], "Z": 3]
        #expect(String(decoding: nested.sorted.encoded(), as: UTF8.self) == #"{"Z":3,"z":{"a":2,"b":1}}"#)
    }

    @Test func `numbers that JSON has no word for become null`() {
        #expect(JSON.array([.number(.nan), .number(.infinity)]).encoded() == Array("[null,null]".utf8))
    }

    @Test(arguments: [
        ("", #""""#), ("plain", #""plain""#), ("\"", #""\"""#), ("a\\b", #""a\\b""#), ("\r\n\t", #""\r\n\t""#),
        ("\u{0}\u{1f}", #""\u0000\u001f""#), ("é<日>&", #""é<日>&""#),
    ])
    func `only what must be escaped is`(text: String, written: String) {
        #expect(String(decoding: JSON.string(text).encoded(), as: UTF8.self) == written)
    }
}
