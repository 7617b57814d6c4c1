import HCL
import Numbers
import Testing

@Suite struct ConversionTests {
    @Test(arguments: [
        ("1", ValueType.string, #""1""#), ("true", .string, #""true""#), (#""1.50""#, .number, "1.5"),
        (#""1e3""#, .number, "1000"),
        (#""1""#, .bool, "true"), (#""0""#, .bool, "false"), ("null", .list(.number), "null"),
        (#"[1, "a", true]"#, .list(.string), #"["1","a","true"]"#),
        (#"[1, "2", true]"#, .list(.any), #"["1","2","true"]"#),
        (#"[1, "1", 2]"#, .set(.any), #"["1","2"]"#),
        (#"{"a": 1, "b": "x"}"#, .map(.any), #"{"a":"1","b":"x"}"#),
        (#"[[1], ["a", "b"]]"#, .list(.any), #"[["1"],["a","b"]]"#),
        (#"[[1], ["a", "b"]]"#, .list(.list(.any)), #"[["1"],["a","b"]]"#),
        (#"{"a": [1], "b": ["x", "y"]}"#, .map(.any), #"{"a":["1"],"b":["x","y"]}"#),
        ("[]", .list(.any), "[]"), ("[null]", .list(.number), "[null]"), ("[null, 1]", .list(.any), "[null,1]"),
        (#"["1"]"#, .tuple([.number]), "[1]"),
        (#"[{"a": 1}, {"b": "x"}]"#, .list(.any), #"[{"a":"1"},{"b":"x"}]"#),
        (#"[{"a": 1}, {"a": "x"}]"#, .list(.any), #"[{"a":"1"},{"a":"x"}]"#),
        (
            #"{"a": 1, "c": 2}"#, .object(["a": .init(.string), "b": .init(.bool, isOptional: true)]),
            #"{"a":"1","b":null}"#
        ),
    ])
    func `values become what is wanted`(json: String, type: ValueType, expected: String) throws {
        #expect(try Value(json: json).converted(to: type).json == expected)
    }

    @Test(arguments: [
        (#""x""#, ValueType.number, "expected a number, and this string is none"),
        (#"" 1""#, .number, "expected a number, and this string is none"),
        (#""True""#, .bool, "expected a bool; in a string that is \"true\", in lower case"),
        (#""yes""#, .bool, "expected a bool, and this string is none"),
        ("1", .bool, "expected a bool, found a number"),
        ("[1]", .string, "expected a string, found a tuple"),
        (
            #"{"a": ["1", "x"]}"#, .object(["a": .init(.list(.number))]),
            ".a[1]: expected a number, and this string is none"
        ),
        (#"{"a": ["x"]}"#, .map(.list(.number)), #"["a"][0]: expected a number, and this string is none"#),
        (#"{"a": 1}"#, .map(.list(.number)), #"["a"]: expected a list of number, found a number"#),
        ("{}", .object(["a": .init(.string)]), #"attribute "a" is missing"#),
        ("{}", .object(["b": .init(.string), "a": .init(.string)]), #"attributes "a", "b" are missing"#),
        ("[1, [2]]", .list(.any), "all elements of a list must have the same type"),
        ("[1]", .tuple([.number, .number]), "expected a tuple of 2 elements, found 1"),
    ])
    func `what cannot become what is wanted says why and where`(json: String, type: ValueType, message: String) throws {
        let value = try Value(json: json)
        let fault = try #require(throws: ConversionFault.self) { try value.converted(to: type) }
        #expect("\(fault)" == message)
    }

    @Test func `lists, sets and maps are converted into each other and into objects`() throws {
        let list = Value.list([.string("b"), .string("a"), .string("b")], of: .string)
        #expect(try list.converted(to: .set(.string)) == .set([.string("a"), .string("b")], of: .string))
        #expect(try list.converted(to: .set(.string)).converted(to: .list(.any)).json == #"["a","b"]"#)
        let map = Value.map(["a": .string("1")], of: .string)
        #expect(try map.converted(to: .map(.number)) == .map(["a": .number(Number(1))], of: .number))
        #expect(try map.converted(to: .object(["a": .init(.number)])) == .object(["a": .number(Number(1))]))
        let empty = try Value.list([], of: .string).converted(to: .list(.any))
        #expect(empty.type == .list(.string))
        #expect(throws: ConversionFault.self) { try Value.list([], of: .list(.string)).converted(to: .list(.number)) }
    }

    @Test(arguments: [
        ([ValueType.number, .string], ValueType.string), ([.bool, .number], nil), ([.string, .string], .string),
        ([.any, .string], .string), ([.number, .bool, .string], .string), ([], nil),
        ([.tuple([.number]), .tuple([.string])], .tuple([.string])),
        ([.tuple([.number]), .tuple([.string, .number])], .list(.string)),
        ([.tuple([.number]), .list(.string)], .list(.string)),
        ([.tuple([]), .list(.string)], .list(.string)), ([.set(.string), .list(.number)], .list(.number)),
        ([.object(["a": .init(.number)]), .object(["b": .init(.string)])], .map(.string)),
        ([.object(["a": .init(.number)]), .object(["a": .init(.string)])], .object(["a": .init(.string)])),
        ([.object(["a": .init(.number)]), .map(.string)], .map(.string)), ([.tuple([]), .object([:])], nil),
        ([.list(.any), .list(.string)], .list(.string)), ([.number, .list(.number)], nil),
    ])
    func `types have a type in common`(types: [ValueType], common: ValueType?) {
        #expect(ValueType.unified(types) == common)
    }

    @Test func `types that differ ever deeper are given up on`() {
        var left = ValueType.list(.number)
        var right = ValueType.tuple([.string])
        for _ in 0..<12 { (left, right) = (.list(left), .tuple([right, right])) }
        _ = ValueType.unified([left, right])
    }
}
