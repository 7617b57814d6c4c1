import BakeLanguage
import HCL
import Testing
import Values

@Suite struct SSHKeyTests {
    @Test(arguments: [
        ("default", #"{"id":"default"}"#), ("x=a,b", #"{"id":"x","paths":["a","b"]}"#),
        ("x=", #"{"id":"x","paths":[""]}"#),
        ("=", #"{"paths":[""]}"#), ("default,", #"{"id":"default,"}"#), (#""x""#, #"{"id":"\"x\""}"#), ("", "{}"),
        ("x=a=b,", #"{"id":"x","paths":["a=b",""]}"#),
    ])
    func `any text is read`(text: String, json: String) {
        #expect(SSHKey(text: text).json.text == json)
    }

    @Test func `an object is read`() throws {
        let paths = Value.set(Elements([.string("a")]), of: .string)
        #expect(
            try SSHKey(value: .object(Members(["id": .bool(true), "paths": paths]))).json.text
                == #"{"id":"true","paths":["a"]}"#)
        #expect(throws: EntryFault.wrongType(name: "paths", expected: "a list of strings", found: "a string")) {
            try SSHKey(value: .object(Members(["paths": .string("a")])))
        }
        #expect(throws: EntryFault.null(name: "paths")) {
            try SSHKey(value: .object(Members(["paths": .tuple(Elements([.null(.any)]))])))
        }
    }

    /// The head of the newer format, as far as the name of the cipher.
    private static func key(_ type: String, _ body: String) -> [UInt8] {
        Array("-----BEGIN \(type)-----\n\(body)\n-----END \(type)-----\n".utf8)
    }

    private static let surroundings = EntrySurroundings(
        environment: ["SSH_AUTH_SOCK": "sock"],
        files: [
            "key": key("OPENSSH PRIVATE KEY", "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ=="),
            "locked": key("OPENSSH PRIVATE KEY", "b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHI="),
            "rsa": key("RSA PRIVATE KEY", "AAAA"),
            "oldlocked": key("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\n\nAAAA"), "text": Array("secret".utf8),
            "public": key("PUBLIC KEY", "AAAA"), "empty": [], "cut": Array("-----BEGIN RSA PRIVATE KEY-----".utf8),
            "broken": key("OPENSSH PRIVATE KEY", "!!"), "short": key("OPENSSH PRIVATE KEY", "b3BlbnNzaC1rZXktdjEA"),
        ],
        others: ["sock": .socket, "dir": .directory, "pipe": .other])

    @Test(arguments: [["default"], ["x=key,rsa"], ["x=sock"], ["default", "x="], ["=key"], []])
    func `an agent or keys that are there pass`(texts: [String]) throws {
        try [SSHKey](texts: texts).check(in: Self.surroundings)
    }

    @Test(arguments: [
        (["x=none"], EntryFault.keyMissing(id: "x", path: "none")), (["x=text"], .notPrivateKey(id: "x", path: "text")),
        (["x=public"], .notPrivateKey(id: "x", path: "public")), (["x=empty"], .notPrivateKey(id: "x", path: "empty")),
        (["x=cut"], .notPrivateKey(id: "x", path: "cut")), (["x=broken"], .notPrivateKey(id: "x", path: "broken")),
        (["x=short"], .notPrivateKey(id: "x", path: "short")), (["x=pipe"], .notPrivateKey(id: "x", path: "pipe")),
        (["x=locked"], .keyHasPassphrase(id: "x", path: "locked")),
        (["x=oldlocked"], .keyHasPassphrase(id: "x", path: "oldlocked")),
        (["x=dir"], .keyUnreadable(id: "x", UnreadableFile(path: "dir", reason: "is a directory"))),
        (["x=sock,sock"], .socketAmongOthers(id: "x")), (["x=key,sock"], .socketAmongOthers(id: "x")),
        (["x=,"], .noAgent(id: "x")), (["default", "=key"], .agentTwice(id: "default")),
    ])
    func `what is neither an agent nor a key is refused`(texts: [String], fault: EntryFault) throws {
        let keys = try [SSHKey](texts: texts)
        #expect(throws: fault) { try keys.check(in: Self.surroundings) }
    }

    @Test(arguments: [[:], ["SSH_AUTH_SOCK": ""]])
    func `without an agent there must be a key`(environment: [String: String]) {
        #expect(throws: EntryFault.noAgent(id: "default")) {
            try [SSHKey(id: "")].check(in: EntrySurroundings(environment: environment))
        }
    }
}
