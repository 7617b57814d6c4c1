import BakeLanguage
import HCL
import Numbers
import Testing
import Values

@Suite struct OutputTests {
    @Test(arguments: [
        // One plain field is a folder, unless it begins with type=
        ("out", #"{"dest":"out","type":"local"}"#), ("-", #"{"dest":"-","type":"tar"}"#),
        ("./rel/", #"{"dest":"./rel/","type":"local"}"#), ("dest=x", #"{"dest":"dest=x","type":"local"}"#),
        ("TYPE=image", #"{"dest":"TYPE=image","type":"local"}"#), ("=", #"{"dest":"=","type":"local"}"#),
        ("type", #"{"dest":"type","type":"local"}"#),
        // Keys are lowered and trimmed, values are not
        ("type=docker", #"{"type":"docker"}"#), ("type= image", #"{"type":" image"}"#),
        ("type=image,NAME=Foo", #"{"name":"Foo","type":"image"}"#),
        ("type=image, name =x", #"{"name":"x","type":"image"}"#),
        ("TYPE=image,a=b=c", #"{"a":"b=c","type":"image"}"#), ("type=image,=x", #"{"":"x","type":"image"}"#),
        ("type=image,type=tar", #"{"type":"tar"}"#), ("type=image,a=1,A=2", #"{"a":"2","type":"image"}"#),
        ("type=unheard-of", #"{"type":"unheard-of"}"#),
        // Quotes
        (#"type=image,"name=a,b""#, #"{"name":"a,b","type":"image"}"#),
        (#""type=image,""x""=y""#, #"{"type":"image,\"x\"=y"}"#), ("type=image\r\n", #"{"type":"image"}"#),
        ("type=image\n\n", #"{"type":"image\n"}"#),
    ])
    func `a text is read`(text: String, json: String) throws {
        #expect(try Output(text: text).json.text == json)
    }

    @Test(arguments: [
        ("", EntryFault.noFields), ("\n", .noFields), ("type=", .missingType(.output)),
        ("a=b,c=d", .missingType(.output)),
        ("type=image,foo", .notKeyValue("foo", .output)), ("type=image,", .notKeyValue("", .output)),
        (",", .notKeyValue("", .output)), ("out,", .notKeyValue("out", .output)),
        (#""out""#, .notKeyValue("out", .output)),
        (#"type=image,x="y""#, .strayQuote(#"type=image,x="y""#)),
        (#"type=image,"a"b"#, .strayQuote(#"type=image,"a"b"#)),
        (#""out"#, .openQuote(#""out"#)), (#"""#, .openQuote(#"""#)),
    ])
    func `a text that is no output is refused`(text: String, fault: EntryFault) {
        #expect(throws: fault) { try Output(text: text) }
    }

    @Test(
        arguments: [
            (
                ["type": .string("image"), "push": .bool(true), "n": .number(Number(2))],
                #"{"n":"2","push":"true","type":"image"}"#
            ),
            // Keys are kept as they are
            (
                ["type": .string("local"), "dest": .string("x"), "Foo": .string("y")],
                #"{"Foo":"y","dest":"x","type":"local"}"#
            ),
        ] as [([String: Value], String)])
    func `an object is read`(members: [String: Value], json: String) throws {
        #expect(try Output(value: .object(Members(members))).json.text == json)
    }

    @Test(
        arguments: [
            ([:], EntryFault.missingType(.output)), (["TYPE": .string("image")], .missingType(.output)),
            (["type": .null(.any)], .null(name: "type")),
            (["type": .string("image"), "name": .null(.string)], .null(name: "name")),
            (["type": .tuple(Elements([]))], .wrongType(name: "type", expected: "a string", found: "a list")),
        ] as [([String: Value], EntryFault)])
    func `an object that is no output is refused`(members: [String: Value], fault: EntryFault) {
        #expect(throws: fault) { try Output(value: .object(Members(members))) }
    }

    @Test func `a list passes over empty strings and says which element is at fault`() throws {
        let list = Value.tuple(Elements([.string(""), .string("out"), .object(Members(["type": .string("tar")]))]))
        #expect(try [Output](value: list).json.text == #"[{"dest":"out","type":"local"},{"type":"tar"}]"#)
        #expect(throws: EntryFault.element(1, .null(name: nil))) {
            try [Output](value: .tuple(Elements([.string("out"), .null(.any)])))
        }
        #expect(throws: EntryFault.wrongType(name: nil, expected: "a list", found: "a string")) {
            try [Output](value: .string("out"))
        }
        #expect(throws: EntryFault.null(name: nil)) { try [Output](value: .null(.any)) }
    }

    @Test func `it is read back with an empty destination`() throws {
        guard case .map(let members, of: .string) = try Output(text: "type=tar").value else {
            Issue.record("not a map")
            return
        }
        #expect(members.all.map(\.name) == ["dest", "type"])
    }

    @Test(arguments: [("abacbd", "abdc"), ("caxayc", "caxy"), ("aaa", "a"), ("", "")])
    func `of equal outputs the last of the list takes the place of the later`(given: String, kept: String) {
        let outputs = given.map { Output(type: "local", destination: String($0)) }
        #expect(outputs.normalized().map(\.destination).joined() == kept)
    }

    @Test(arguments: [
        // Pushing is added beside docker or nothing, and set where there is an image
        ([], true, [#"{"push":"true","type":"image"}"#]),
        (["type=docker"], true, [#"{"type":"docker"}"#, #"{"push":"true","type":"image"}"#]),
        (["type=image,push=false"], true, [#"{"push":"true","type":"image"}"#]),
        (["type=registry"], true, [#"{"type":"registry"}"#]), (["out"], true, [#"{"dest":"out","type":"local"}"#]),
        // Not pushing takes registries away, and the last takes their place
        (["type=registry", "type=docker", "out"], false, [#"{"dest":"out","type":"local"}"#, #"{"type":"docker"}"#]),
        (["type=image"], false, [#"{"push":"false","type":"image"}"#]), ([], false, []),
    ])
    func `pushing is asked for or forbidden`(texts: [String], pushes: Bool, json: [String]) throws {
        #expect(try [Output](texts: texts).pushing(pushes).map(\.json.text) == json)
    }

    @Test(arguments: [
        ([], [#"{"type":"docker"}"#]), (["type=docker"], [#"{"type":"docker"}"#]),
        (["type=docker,dest=a"], [#"{"dest":"a","type":"docker"}"#, #"{"type":"docker"}"#]),
        (["type=registry"], [#"{"type":"registry"}"#, #"{"type":"docker"}"#]),
        (["out"], [#"{"dest":"out","type":"local"}"#]),
        (["type=oci,dest=a", "type=cacheonly"], [#"{"dest":"a","type":"oci"}"#, #"{"type":"cacheonly"}"#]),
    ])
    func `loading is asked for`(texts: [String], json: [String]) throws {
        #expect(try [Output](texts: texts).loading(true).map(\.json.text) == json)
        #expect(try [Output](texts: texts).loading(false) == [Output](texts: texts))
    }
}
