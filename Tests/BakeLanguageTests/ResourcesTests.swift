import BakeLanguage
import HCL
import Numbers
import Testing
import Values

@Suite struct ResourcesTests {
    @Test(
        arguments: [
            ([:], "{}"),
            (
                ["memory": .number(Number(1024)), "foo": .string("x"), "cpuset-mems": .null(.any)],
                #"{"memory":"1024"}"#
            ),
            (["cpu-shares": .string("5"), "cpu-quota": .number(Number(-5))], #"{"cpu-shares":5,"cpu-quota":-5}"#),
            (
                ["memory-swap": .number(Number(-1)), "cpuset-cpus": .string("")],
                #"{"memory-swap":"-1","cpuset-cpus":""}"#
            ),
        ] as [([String: Value], String)])
    func `an object is read`(members: [String: Value], json: String) throws {
        let resources = try Resources(value: .object(Members(members)))
        #expect(String(decoding: resources.json.encoded(), as: UTF8.self) == json)
        try resources.check()
        #expect(try Resources(value: resources.value) == resources)
    }

    @Test(
        arguments: [
            (["cpu-shares": .number(Number(1.5))], EntryFault.notWholeNumber("1.5", key: "cpu-shares")),
            (["cpu-shares": .string("")], .notWholeNumber("", key: "cpu-shares")),
            (["cpu-period": .bool(true)], .wrongType(name: "cpu-period", expected: "a number", found: "a boolean")),
            (["memory": .tuple(Elements([]))], .wrongType(name: "memory", expected: "a string", found: "a list")),
        ] as [([String: Value], EntryFault)])
    func `an object of other things is refused`(members: [String: Value], fault: EntryFault) {
        #expect(throws: fault) { try Resources(value: .object(Members(members))) }
    }

    @Test func `null and a string are refused`() {
        #expect(throws: EntryFault.null(name: nil)) { try Resources(value: .null(.any)) }
        #expect(throws: EntryFault.wrongType(name: nil, expected: "an object", found: "a string")) {
            try Resources(value: .string("1g"))
        }
    }

    @Test(
        arguments: [
            ("memory", "1 gb", nil), ("memory", " 1g ", nil), ("memory-swap", " -1", nil), ("cpu-shares", "+5", nil),
            ("memory", "-1", .notMemorySize("-1", key: "memory")), ("memory", "", .notMemorySize("", key: "memory")),
            ("cpu-shares", "0x5", .notWholeNumber("0x5", key: "cpu-shares")),
            ("cpu-shares", "9223372036854775808", .notWholeNumber("9223372036854775808", key: "cpu-shares")),
            ("cpu-sharez", "5", .unknownKey("cpu-sharez", .resources)),
            ("Memory", "5", .unknownKey("Memory", .resources)),
        ] as [(String, String, EntryFault?)])
    func `one is set and checked`(name: String, text: String, fault: EntryFault?) {
        var found: EntryFault?
        do {
            var resources = Resources()
            try resources.set(name, to: text)
            try resources.check()
        } catch {
            found = error
        }
        #expect(found == fault)
    }

    @Test func `what is set later wins, one by one`() throws {
        var first = Resources()
        try first.set("memory", to: "1g")
        try first.set("cpu-shares", to: "1")
        var second = Resources()
        try second.set("memory", to: "")
        #expect(first.merged(with: second).json.text == #"{"cpu-shares":1,"memory":""}"#)
    }
}
