import HCL
import Numbers
import Testing

@Suite struct ValueTests {
    private static let one = Value.number(Number(1))

    @Test(arguments: [
        (Value.string("1"), one, false),
        (.tuple([one]), .list([one], of: .number), false),
        (.tuple([one]), .tuple([one]), true),
        (.null(.string), .null(.number), true),
        (.null(.any), one, false),
        (.object(["a": .null(.any)]), .object(["a": .null(.any)]), true),
        (.object(["a": one]), .map(["a": one], of: .number), false),
        (.list([], of: .string), .list([], of: .number), false),
        (.set([one, .number(Number(2))], of: .number), .set([.number(Number(2)), one, one], of: .number), true),
    ])
    func `values of different types are never equal, nulls always are`(left: Value, right: Value, areEqual: Bool) {
        #expect((left == right) == areEqual)
    }

    @Test(arguments: [
        (#"["b", "ä", "a", "B", "b"]"#, ValueType.string, #"["B","a","b","ä"]"#),
        ("[20, 3, 100, 3]", .number, "[3,20,100]"),
        ("[true, false, true]", .bool, "[false,true]"),
        (#"[null, "a", null]"#, .string, #"["a",null]"#),
        // What is made of parts is ordered as text.
        ("[[2], [10], [1]]", .list(.number), "[[10],[1],[2]]"),
        (#"[{"a": "b"}, {"a": "a"}]"#, .map(.string), #"[{"a":"a"},{"a":"b"}]"#),
    ])
    func `a set has each element once, in its order`(json: String, element: ValueType, expected: String) throws {
        #expect(try Value(json: json, as: .set(element)).json == expected)
    }

    @Test func `members stand in the order of their names' bytes, and the last of a name counts`() {
        let members = Members([
            Members.Member(name: "ä", value: Self.one), Members.Member(name: "b", value: Self.one),
            Members.Member(name: "B", value: Self.one), Members.Member(name: "b", value: .bool(true)),
        ])
        #expect(members.names == ["B", "b", "ä"])
        #expect(members["b"] == .bool(true))
        #expect(members["c"] == nil)
    }

    @Test func `a member is found among many`() {
        let members = Members(Dictionary(uniqueKeysWithValues: (0..<100).map { ("n\($0)", Value.number(Number($0))) }))
        #expect((0..<100).allSatisfy { members["n\($0)"] == .number(Number($0)) })
        #expect(members["n"] == nil && members["z"] == nil && members[""] == nil)
    }

    @Test func `the type of parts that are shared again and again is found without walking them all`() {
        var value = Value.tuple([Self.one, Self.one])
        for _ in 0..<22 { value = .object(["a": value, "b": value]) }
        #expect(value.depth == 23)
        #expect(value.weight > 4_000_000)
        #expect(value.kind == "an object")
    }

    @Test func `weight does not overflow`() {
        var value = Value.tuple([Self.one])
        for _ in 0..<80 { value = .tuple([value, value]) }
        #expect(value.weight == .max)
    }

    @Test(arguments: [
        (ValueType.list(.string), "a list of string"), (.object([:]), "an object"), (.map(.any), "a map of any"),
        (.set(.list(.number)), "a set of list of number"), (.any, "any value"),
    ])
    func `types have names for messages`(type: ValueType, name: String) {
        #expect(type.withArticle == name)
    }
}
