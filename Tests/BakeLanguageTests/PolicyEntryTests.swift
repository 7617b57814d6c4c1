import BakeLanguage
import HCL
import Numbers
import Testing
import Values

@Suite struct PolicyEntryTests {
    private static func json(
        files: String = "null", reset: Bool = false, disabled: Bool = false, strict: String = "null",
        level: String = "null"
    ) -> String {
        #"{"Files":\#(files),"Reset":\#(reset),"Disabled":\#(disabled),"Strict":\#(strict),"LogLevel":\#(level)}"#
    }

    @Test(arguments: [
        ("filename=x", json(files: #"[{"Filename":"x","Data":null}]"#)),
        (" FileName =x,filename= y", json(files: #"[{"Filename":"x","Data":null},{"Filename":" y","Data":null}]"#)),
        ("reset=1,disabled=T", json(reset: true, disabled: true)), ("strict=false", json(strict: "false")),
        ("log-level=WARN", json(level: #""warning""#)), ("log-level=trace", json(level: #""trace""#)),
    ])
    func `a text is read`(text: String, json: String) throws {
        #expect(String(decoding: try PolicyEntry(text: text).json.encoded(), as: UTF8.self) == json)
    }

    @Test(arguments: [
        ("", EntryFault.noFields), ("filename=", .emptyValue(key: "filename", .policy)),
        ("foo", .notKeyValue("foo", .policy)),
        ("filenme=x", .unknownKey("filenme", .policy)), ("=", .unknownKey("", .policy)),
        ("strict=x", .notBoolean("x", key: "strict")),
        (
            "log-level=x",
            .unknownWord(
                "x", noun: "log level", known: ["panic", "fatal", "error", "warning", "info", "debug", "trace"])
        ),
    ])
    func `a text that is no policy is refused`(text: String, fault: EntryFault) {
        #expect(throws: fault) { try PolicyEntry(text: text) }
    }

    @Test(
        arguments: [
            (["filename": .number(Number(1)), "strict": .bool(true)], ["filename": "1", "strict": "true"]),
            (["strict": .number(Number(0))], ["strict": "false"]), (["foo": .string(""), "bar": .null(.any)], [:]),
            ([:], [:]),
            (["log-level": .string("warn")], ["log-level": "warning"]),
        ] as [([String: Value], [String: String])])
    func `an object is read, and read back`(members: [String: Value], texts: [String: String]) throws {
        guard case .map(let members, _) = try PolicyEntry(value: .object(Members(members))).value else {
            Issue.record("not a map")
            return
        }
        let found = members.all.map { member in
            if case .string(let text) = member.value { (member.name, text) } else { (member.name, "?") }
        }
        #expect(Dictionary(uniqueKeysWithValues: found) == texts)
    }

    @Test func `policies that are equal stay`() throws {
        #expect(try [PolicyEntry](texts: ["strict=1", "strict=1"]).normalized().count == 2)
    }
}
