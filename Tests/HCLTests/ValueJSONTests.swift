import HCL
import Numbers
import Testing

@Suite struct ValueJSONTests {
    @Test(arguments: [
        ("null", "null"), ("true", "true"), (" [1, 2 ,\n\"a\"] ", #"[1,2,"a"]"#),
        (#"{"b":1,"a":{}}"#, #"{"a":{},"b":1}"#),
        ("-1.5e2", "-150"), ("0.1", "0.1"), ("[]", "[]"),
        (
            #""<>&\u2028\u2029\u007f\b\f\n\r\t\u0001\/\"\\""#,
            "\"\\u003c\\u003e\\u0026\\u2028\\u2029\u{7f}\\b\\f\\n\\r\\t\\u0001/\\\"\\\\\""
        ),
        (#""\ud83d\ude00 \ud800 \ud800\u0041""#, "\"😀 \u{fffd} \u{fffd}A\""),
        // Strings and names are composed.
        (#""e\u0301""#, "\"é\""), (#"{"e\u0301":1}"#, #"{"é":1}"#),
        (#"{"a":1,"a":2}"#, #"{"a":2}"#),
    ])
    func `JSON is read and written`(json: String, expected: String) throws {
        #expect(try Value(json: json).json == expected)
    }

    @Test(arguments: [
        "", "[1", "[1,]", "{\"a\"}", "{a:1}", "{\"a\":1,}", "01", "1.", ".5", "+1", "1e", "tru", "\"a", "\"\\x\"",
        "\"\\u12g4\"",
        "\"\u{1}\"", "1 2", "[1]]", "nulll", "'a'", "NaN",
    ])
    func `what is not JSON is refused`(text: String) {
        #expect(throws: JSONFault.self) { try Value(json: text) }
    }

    @Test func `a fault in JSON says where it is`() {
        #expect(throws: JSONFault.syntax(expected: "a value", offset: 4)) { try Value(json: "[1, x]") }
    }

    @Test func `one name with values of two types is refused`() {
        #expect(throws: JSONFault.repeated("a")) { try Value(json: #"{"a":1,"a":"x"}"#) }
    }

    @Test func `JSON may not be nested without end`() {
        #expect(throws: JSONFault.tooDeep(limit: Value.depthLimit)) {
            try Value(json: String(repeating: "[", count: 1_000_000))
        }
        #expect(throws: Never.self) {
            try Value(json: String(repeating: "[", count: 200) + String(repeating: "]", count: 200))
        }
    }

    @Test func `there is no JSON for the infinite`() {
        #expect(Value.tuple([.number(.infinity())]).json == nil)
    }

    // The type decides what a text is read as.
    @Test(arguments: [
        ("1.50", ValueType.string, #""1.50""#), ("true", .string, #""true""#), (#""1""#, .number, "1"),
        (#""true""#, .bool, "true"),
        (#"["1", 2]"#, .list(.number), "[1,2]"), (#"{"a": 1}"#, .map(.string), #"{"a":"1"}"#),
        ("[1, true]", .tuple([.string, .bool]), #"["1",true]"#),
        (#"{"a": 1}"#, .object(["a": .init(.number), "b": .init(.string)]), #"{"a":1,"b":null}"#),
        ("null", .list(.string), "null"), ("[null]", .list(.string), "[null]"),
        (#"[{"value":1,"type":"number"}]"#, .list(.any), "[1]"),
        (#"{"type":["tuple",["number"]],"value":[1]}"#, .any, "[1]"),
    ])
    func `JSON is read as a type`(json: String, type: ValueType, expected: String) throws {
        #expect(try Value(json: json, as: type).json == expected)
    }

    @Test(arguments: [
        ("1", ValueType.bool, "expected a bool, found a number"),
        (#"{"a": ["x", 1, {}]}"#, .map(.list(.string)), #"["a"][2]: expected a string, found an object"#),
        ("[1]", .tuple([.number, .number]), "expected a tuple of 2 elements, found 1"),
        (#"{"b": 1}"#, .object([:]), #"there is no attribute "b" in this type"#),
        (#"["x"]"#, .list(.number), "[0]: expected a number, and this string is none"),
    ])
    func `JSON that is not of the type is refused`(json: String, type: ValueType, message: String) throws {
        let fault = try #require(throws: JSONFault.self) { try Value(json: json, as: type) }
        #expect("\(fault)" == message)
    }
}
