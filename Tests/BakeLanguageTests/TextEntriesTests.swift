import BakeLanguage
import Testing
import Values

/// Entries that are kept as text: what they may look like.
@Suite struct TextEntriesTests {
    private static let here = Platform(system: "linux", architecture: "amd64")

    @Test(arguments: [
        "a=b", "=b", "a=", "index:a=b", "index,manifest:a=b", "manifest[linux/amd64],index-descriptor:a=b",
        "index::a=b",
        "manifest[LINUX]:a=b", "org.x=foo:y=z", "index:=b", "",
    ])
    func `an annotation is understood`(text: String) throws {
        try Annotation.check([text], here: Self.here)
    }

    @Test(arguments: [
        ("a", EntryFault.notAnnotation("a")), ("Index:a=b", .badAnnotationType("Index")),
        (":a=b", .badAnnotationType("")),
        ("manifest,:a=b", .badAnnotationType("")), ("manifest[]:a=b", .badAnnotationType("manifest[]")),
        ("manifest[a b]:a=b", .badAnnotationType("manifest[a b]")), ("[linux]:a=b", .badAnnotationType("[linux]")),
        ("manifest[linux]x:a=b", .badAnnotationType("manifest[linux]x")),
        (
            "indx:a=b",
            .unknownWord(
                "indx", noun: "annotation type",
                known: ["index", "index-descriptor", "manifest", "manifest-descriptor"])
        ),
        ("manifest[foo]:a=b", .platform(.unknown("foo"))), ("manifest[/]:a=b", .platform(.badPart("", of: "/"))),
    ])
    func `an annotation that is not is refused`(text: String, fault: EntryFault) {
        #expect(throws: fault) { try Annotation.check([text], here: Self.here) }
    }

    @Test(arguments: [
        ("nofile=1024", 1024, 1024), ("nofile=1024:2048", 1024, 2048), ("core=5:-1", 5, -1), ("core=-1", -1, -1),
        ("core=-3:-2", -3, -2), ("core=+1", 1, 1), ("core=9223372036854775807", Int64.max, Int64.max),
    ])
    func `a ulimit is understood`(text: String, soft: Int64, hard: Int64) throws {
        let limit = try Ulimit(text: text)
        #expect(limit.soft == soft && limit.hard == hard)
    }

    @Test(arguments: [
        ("nofile", EntryFault.notUlimit("nofile")), ("nofile=", .notWholeNumber("", key: "nofile")),
        ("nofile=1:", .notWholeNumber("", key: "nofile")), ("nofile=0x1", .notWholeNumber("0x1", key: "nofile")),
        ("nofile=9223372036854775808", .notWholeNumber("9223372036854775808", key: "nofile")),
        ("nofile=1:2:3", .tooManyLimits("nofile=1:2:3")), ("nofile=2:1", .softAboveHard(soft: 2, hard: 1)),
        ("nofile=-1:5", .softAboveHard(soft: -1, hard: 5)),
    ])
    func `a ulimit that is not is refused`(text: String, fault: EntryFault) {
        #expect(throws: fault) { try Ulimit.check([text]) }
    }

    @Test func `the ulimit that was meant is offered`() throws {
        let fault = try #require(throws: EntryFault.self) { try Ulimit(text: "nofil=5") }
        #expect(fault.hint == "did you mean \"nofile\"?")
    }

    @Test(arguments: [
        ("network.host", Entitlement.hostNetwork), ("device", .device(nil)), ("device=", .device(nil)),
        ("device=x,alias=y", .device("x")), ("device=,", .device("")), ("fs", .readingAndWriting("")),
        ("fs=*", .readingAndWriting("*")),
        ("fs.read=a=b", .reading("a=b")), ("ssh", .agent), ("image", .pushingAndLoading("")),
        ("buildx.local.delete", .deletion),
    ])
    func `what is allowed is understood`(text: String, entitlement: Entitlement) throws {
        #expect(try Entitlement(text: text) == entitlement)
    }

    @Test(arguments: [
        "", "=", "x", "Network.Host", "network.host=1", "ssh=", "buildx.local.delete=1", "device=\"", "fs.raed=.",
    ])
    func `what cannot be allowed is refused`(text: String) {
        #expect(throws: EntryFault.self) { try Entitlement(text: text) }
    }

    @Test func `calls are read`() throws {
        #expect(try CallMethod(text: "") == nil)
        #expect(try CallMethod(text: "build,format=json") == nil)
        let call = try #require(try CallMethod(text: "check,format=json,ignorestatus=1"))
        #expect(call.name == "lint" && call.format == "json" && call.ignoresStatus)
        #expect(throws: EntryFault.secondName("a,b", .call)) { try CallMethod(text: "a,b") }
        #expect(throws: EntryFault.unknownKey("fromat", .call)) { try CallMethod(text: "a,fromat=x") }
    }

    @Test func `the first of equal texts stays, and empty ones go`() {
        #expect(["b", "", "a", "b", "a"].droppingEmptyAndRepeated() == ["b", "a"])
    }
}
