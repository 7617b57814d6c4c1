import Testing
import Values

@Suite struct JSONParserTests {
    private static func read(_ text: String) throws(JSONFault) -> JSON { try JSON(parsing: Array(text.utf8)) }

    @Test(
        arguments: [
            ("null", JSON.null), (" true\n", true), ("false", false), ("0", 0), ("-0", 0), ("-12", -12),
            ("9223372036854775807", .integer(.max)), ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            ("0.5", .number(0.5)), ("1e3", .number(1000)), ("1E-2", .number(0.01)), ("\"\"", ""), ("\"é日😀\"", "é日😀"),
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"), (#""\u00e9\uD83D\ude00""#, "é😀"), (#""\u0000""#, "\0"),
            // Half a pair is a character that nobody knows.
            (#""\ud83dx""#, "\u{fffd}x"), (#""\ud83d\n""#, "\u{fffd}\n"), (#""\ude00\ud83d""#, "\u{fffd}\u{fffd}"),
            (#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
            ("[]", []), ("[ 1 , [ ] ]", [1, []]), ("{}", .object([])),
            (#"{ "a" : { } , "" : [1] }"#, ["a": .object([]), "": [1]]),
        ] as [(String, JSON)])
    func `what the standard allows is read`(text: String, value: JSON) throws {
        #expect(try Self.read(text) == value)
    }

    @Test(
        arguments: [
            ("", JSONFault.expected(.value, offset: 0)), ("  ", .expected(.value, offset: 2)),
            ("nul", .expected(.value, offset: 0)), ("truex", .expected(.end, offset: 4)),
            ("1 2", .expected(.end, offset: 2)),
            ("01", .expected(.end, offset: 1)), ("-", .expected(.digit, offset: 1)),
            ("+1", .expected(.value, offset: 0)),
            ("1.", .expected(.digit, offset: 2)), (".5", .expected(.value, offset: 0)),
            ("1e", .expected(.digit, offset: 2)),
            ("1e999", .numberTooLarge(offset: 0)), ("NaN", .expected(.value, offset: 0)),
            ("[1,]", .expected(.value, offset: 3)), ("[1 2]", .expected(.commaOrBracket, offset: 3)),
            ("[", .expected(.value, offset: 1)), ("{,}", .expected(.name, offset: 1)),
            ("{a:1}", .expected(.name, offset: 1)),
            (#"{"a" 1}"#, .expected(.colon, offset: 5)), (#"{"a":1,}"#, .expected(.name, offset: 7)),
            (#"{"a":1 "b"}"#, .expected(.commaOrBrace, offset: 7)), ("\"a", .expected(.quote, offset: 2)),
            ("\"\t\"", .controlCharacter(9, offset: 1)), (#""\x""#, .expected(.escape, offset: 1)),
            (#""\u12""#, .expected(.escape, offset: 1)), (#""\u12é""#, .expected(.escape, offset: 1)),
            ("\"\\", .expected(.escape, offset: 1)), ("'a'", .expected(.value, offset: 0)),
            ("/**/1", .expected(.value, offset: 0)),
            ("\u{feff}1", .expected(.value, offset: 0)), ("1\u{a0}", .expected(.end, offset: 1)),
        ] as [(String, JSONFault)])
    func `what it does not is refused, and where`(text: String, fault: JSONFault) {
        #expect(throws: fault) { try Self.read(text) }
    }

    @Test(arguments: [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xc0, 0x80]] as [[UInt8]])
    func `a string that is not UTF-8 is refused at its first wrong byte`(bytes: [UInt8]) {
        let text = Array(#"["aé"#.utf8) + bytes + Array("\"]".utf8)
        #expect(throws: JSONFault.notUTF8(offset: 5)) { try JSON(parsing: text) }
    }

    @Test func `of members with one name the last counts, however many there are`() throws {
        #expect(try Self.read(#"{"a":1,"b":2,"a":3}"#) == ["a": 3, "b": 2])
        let many = (0..<500).map { "\"m\($0 % 100)\":\($0)" }.joined(separator: ",")
        let members = try #require(try Self.read("{\(many)}").members)
        #expect(members.count == 100)
        #expect(members.enumerated().allSatisfy { $1.value == .integer(Int64(400 + $0)) })
    }

    @Test func `two spellings of one letter are two names`() throws {
        #expect(try Self.read("{\"\u{e9}\":1,\"e\u{301}\":2}").members?.count == 2)
    }

    @Test func `depth and size have limits`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try Self.read(nested(JSON.depthLimit))
        #expect(throws: JSONFault.tooDeep(limit: JSON.depthLimit, offset: JSON.depthLimit)) {
            try Self.read(nested(JSON.depthLimit + 1))
        }
        #expect(throws: JSONFault.tooDeep(limit: JSON.depthLimit, offset: JSON.depthLimit * 5)) {
            try Self.read(String(repeating: #"{"a":"#, count: 500_000))
        }
        #expect(throws: JSONFault.tooLarge(limit: 3)) { try JSON(parsing: Array("1234".utf8), limit: 3) }
    }

    @Test func `what is written is read again`() throws {
        let value: JSON = ["b": [1, true, "x\"\\\n\u{1}é/"], "a": .object([]), "c": .null, "d": .number(0.5)]
        #expect(try JSON(parsing: value.encoded()) == value)
        #expect(try JSON(parsing: value.encoded(indent: 2)) == value)
    }

    @Test func `values are taken out by name, place and kind`() throws {
        let value = try Self.read(#"{"config":{"Env":["A=1"],"N":3,"B":true,"Z":null}}"#)
        #expect(value["config"]?["Env"]?[0]?.string == "A=1")
        #expect(value["config"]?["N"]?.integer == 3)
        #expect(value["config"]?["B"]?.bool == true)
        #expect(value["config"]?["Z"]?.isNull == true)
        #expect(value["config"]?["Env"]?[1] == nil)
        #expect(value["Config"] == nil && value[0] == nil && value["config"]?.string == nil)
    }
}
