import BakeLanguage
import HCL
import Testing
import Values

@Suite struct CacheEntryTests {
    @Test(arguments: [
        // References, of which there may be several in one text
        ("user/app:cache", #"[{"ref":"user/app:cache","type":"registry"}]"#),
        ("a,b", #"[{"ref":"a","type":"registry"},{"ref":"b","type":"registry"}]"#),
        (#""a b""#, #"[{"ref":"a b","type":"registry"}]"#), (#""""a""""#, #"[{"ref":"a","type":"registry"}]"#),
        // Keys are lowered
        ("type=registry,REF=x", #"[{"ref":"x","type":"registry"}]"#), ("TYPE=gha", #"[{"type":"gha"}]"#),
        ("type=x,=y", #"[{"":"y","type":"x"}]"#), (#""type=x","ref=a,b""#, #"[{"ref":"a,b","type":"x"}]"#),
    ])
    func `a text is read`(text: String, json: String) throws {
        #expect(try [CacheEntry](texts: ["", text]).json.text == json)
        #expect(try [CacheEntry](value: .tuple(Elements([.string(text)]))).json.text == json)
    }

    @Test(arguments: [
        ("=", EntryFault.missingType(.cache)), ("x=y", .missingType(.cache)), (" type=x", .missingType(.cache)),
        ("type=", .missingType(.cache)), ("type=x,foo", .notKeyValue("foo", .cache)), ("a,", .noFields),
        (",", .noFields),
        (#""a,b""#, .notKeyValue("a", .cache)), (#"""#, .openQuote(#"""#)),
    ])
    func `a text that is no cache entry is refused`(text: String, fault: EntryFault) {
        #expect(throws: fault) { try [CacheEntry](texts: [text]) }
    }

    @Test func `an object needs a type`() throws {
        let value = Value.object(Members(["type": .string("x"), "on": .bool(true)]))
        #expect(try CacheEntry(value: value).json.text == #"{"on":"true","type":"x"}"#)
        #expect(throws: EntryFault.missingType(.cache)) {
            try CacheEntry(value: .object(Members(["Type": .string("x")])))
        }
    }
}
