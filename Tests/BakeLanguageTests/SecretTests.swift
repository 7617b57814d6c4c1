import BakeLanguage
import HCL
import Numbers
import Testing
import Values

@Suite struct SecretTests {
    @Test(arguments: [
        ("id=x,src=a", #"{"id":"x","src":"a"}"#), ("ID=x,SOURCE=a", #"{"id":"x","src":"a"}"#),
        ("id=x,env=A", #"{"env":"A","id":"x"}"#), ("type=env,id=x,src=A", #"{"env":"A","id":"x"}"#),
        ("type=env,id=x,src=A,env=B", #"{"env":"B","id":"x","src":"A"}"#), ("type=env,id=x", #"{"id":"x"}"#),
        ("type=file,id=x", #"{"id":"x"}"#), ("id=", "{}"), (#""id=x,y",src=a"#, #"{"id":"x,y","src":"a"}"#),
    ])
    func `a text is read`(text: String, json: String) throws {
        #expect(try Secret(text: text).json.text == json)
    }

    @Test(arguments: [
        ("id", EntryFault.notKeyValue("id", .secret), "for example \"id=token,src=token.txt\""),
        ("id=x,sorce=a", .unknownKey("sorce", .secret), "did you mean \"source\"?"),
        (" id=x", .unknownKey(" id", .secret), "did you mean \"id\"?"),
        ("=", .unknownKey("", .secret), "there are id, src, source, env, type"),
        ("type=ENV,id=x", .unknownWord("ENV", noun: "secret type", known: ["file", "env"]), "did you mean \"env\"?"),
        ("type=,id=x", .unknownWord("", noun: "secret type", known: ["file", "env"]), "there are file, env"),
    ])
    func `a text that is no secret is refused`(text: String, fault: EntryFault, hint: String) {
        #expect(throws: fault) { try Secret(text: text) }
        #expect(fault.hint == hint)
    }

    @Test func `an object is read, and passes over what it does not know`() throws {
        let value = Value.object(
            Members(["id": .number(Number(1)), "src": .null(.any), "env": .string("A"), "type": .string("x")]))
        #expect(try Secret(value: value).json.text == #"{"env":"A","id":"1"}"#)
        #expect(throws: EntryFault.wrongType(name: nil, expected: "a string or an object", found: "a number")) {
            try Secret(value: .number(Number(1)))
        }
    }

    @Test func `the later of one id takes the place of the earlier`() throws {
        let secrets = try [Secret](texts: ["id=x,env=A", "id=y,env=B", "id=x,env=C"]).normalized()
        #expect(secrets.map(\.variable) == ["C", "B"])
    }

    private static let surroundings = EntrySurroundings(
        environment: ["TOKEN": ""],
        files: ["plain": [1], "big": Array(repeating: 0, count: 512_001), "full": Array(repeating: 0, count: 512_000)],
        others: ["dir": .directory])

    @Test(arguments: ["id=TOKEN", "id=plain", "id=x,src=plain", "id=x,src=full", "id=x,src=dir", "id=x,env=UNSET"])
    func `a secret that can be had passes`(text: String) throws {
        try [Secret(text: text)].check(in: Self.surroundings)
    }

    @Test(arguments: [
        ("id=x", EntryFault.secretFileMissing(id: "x", path: "x", isPlain: true)),
        ("id=x,src=none", .secretFileMissing(id: "x", path: "none", isPlain: false)),
        ("id=x,src=none,env=TOKEN", .secretFileMissing(id: "x", path: "none", isPlain: false)),
        ("src=plain", .secretWithoutID), ("id=x,src=big", .secretTooLarge(id: "x", limit: 512_000)),
    ])
    func `a secret that cannot be had is refused`(text: String, fault: EntryFault) throws {
        let secrets = try [Secret(text: text)]
        #expect(throws: fault) { try secrets.check(in: Self.surroundings) }
    }
}
