import Contexts
import Foundation
import Host
import TestSupport
import Testing
import Values

@Suite struct SelectorTests {
    @Test func `a file gives its kind, mode and content, and its name`() throws {
        let fixture = try ContextFixture(["a/b.txt": "hello"])
        let input = try #require(try fixture.select("a/b.txt").first)
        #expect(input.path == "a/b.txt")
        #expect(input.name == "b.txt")
        #expect(input.kind == .file)
        #expect((input.files, input.bytes) == (1, 5))
        #expect(input.digest == ExpectedDigest.selected(ExpectedDigest.file("hello")))
    }

    @Test func `a directory gives what it holds, without its own mode`() throws {
        let fixture = try ContextFixture(["d/b": "2", "d/a/x": "1", "d/a.b": "3", "out": "no"])
        try fixture.link("d/l", to: "/etc/passwd")
        try fixture.call("chmod", chmod(fixture.path("d/a"), 0o700))
        let input = try #require(try fixture.select("d").first)
        let expected = ExpectedDigest.directory(
            0,
            [
                ("a", ExpectedDigest.directory(0o700, [("x", ExpectedDigest.file("1"))])),
                ("a.b", ExpectedDigest.file("3")), ("b", ExpectedDigest.file("2")),
                ("l", ExpectedDigest.link("/etc/passwd")),
            ])
        #expect(input.digest == ExpectedDigest.selected(expected))
        #expect(input.kind == .directory)
        #expect(input.name == "")
        #expect((input.files, input.bytes) == (4, 3))
        try fixture.call("chmod", chmod(fixture.path("d"), 0o711))
        #expect(try fixture.select("d").first == input)
    }

    @Test func `a mounted directory counts with its mode`() throws {
        let fixture = try ContextFixture(["d/a": "1"])
        try fixture.call("chmod", chmod(fixture.path("d"), 0o750))
        let input = try fixture.context().select(Selector(sources: ["d"], isMount: true)).first
        let expected = ExpectedDigest.directory(0o750, [("a", ExpectedDigest.file("1"))])
        #expect(input?.digest == ExpectedDigest.selected(expected))
    }

    @Test(arguments: [".", "/", "", "./", "d/..", "/d/../.", "../.."])
    func `the root has many names`(_ source: String) throws {
        let fixture = try ContextFixture(["d/a": "1"])
        let input = try #require(try fixture.select(source).first)
        #expect(input.path == ".")
        #expect(input.digest == (try fixture.digest(".")))
    }

    @Test(arguments: [
        "d/a", "/d/a", "./d//a", "d/./a", "x/../d/a", "../d/a", "d/a/", "l/a", "labs/a", "lup/a", "ll/a", "d/la",
    ])
    func `a path is cleaned and its links are followed inside the root`(_ source: String) throws {
        let fixture = try ContextFixture(["d/a": "1"])
        try fixture.link("l", to: "d")
        try fixture.link("labs", to: "/d")
        try fixture.link("lup", to: "../../../d")
        try fixture.link("ll", to: "./l/../l")
        try fixture.link("d/la", to: "/l/a")
        let input = try #require(try fixture.select(source).first)
        #expect(input.path == "d/a")
        #expect(input.name == (source == "d/la" ? "la" : "a"))
        #expect(input.digest == (try fixture.digest("d/a")))
    }

    @Test(arguments: ["l", "a/l", "l1", "self/x", "up/l"])
    func `links in a circle are told`(_ source: String) throws {
        let fixture = try ContextFixture(["a/x": ""])
        try fixture.link("l", to: "l")
        try fixture.link("a/l", to: "../l1")
        try fixture.link("l1", to: "a/l")
        try fixture.link("self", to: "self/self")
        try fixture.link("up", to: "a/../up")
        #expect(throws: ContextFault.loop(source)) { try fixture.select(source) }
    }

    @Test(arguments: ["nope", "d/nope", "a.txt/x", "dangling", "out"])
    func `a missing name is an error`(_ source: String) throws {
        let fixture = try ContextFixture(["a.txt": "", "d/zzzzzzzzz": ""])
        try fixture.link("dangling", to: "nowhere")
        try fixture.link("out", to: "/etc/passwd")
        #expect(throws: ContextFault.missing(source, ignoredBy: nil)) { try fixture.select(source) }
    }

    @Test func `a missing name has the nearest one beside it`() throws {
        let fixture = try ContextFixture(["src/main.swift": "", "src/other": ""])
        let fault = ContextFault.missing("src/mian.swift", ignoredBy: nil, nearest: "src/main.swift")
        #expect(throws: fault) { try fixture.select("src/mian.swift") }
        #expect(fault.hint == "did you mean \"src/main.swift\"?")
    }

    @Test func `neither time nor owner nor hard links count`() throws {
        let fixture = try ContextFixture(["d/a": "1", "d/b": "1"])
        let before = try fixture.digest("d")
        try fixture.remove("d/b")
        try fixture.call("link", link(fixture.path("d/a"), fixture.path("d/b")))
        var old = [timeval(tv_sec: 1, tv_usec: 0), timeval(tv_sec: 1, tv_usec: 0)]
        try fixture.call("utimes", utimes(fixture.path("d/a"), &old))
        #expect(try fixture.digest("d") == before)
    }

    @Test func `every change of what counts changes the digest`() throws {
        let fixture = try ContextFixture(["d/a": "1", "d/e/b": "2"])
        try fixture.link("d/l", to: "a")
        var seen: Set<Digest> = [try fixture.digest("d")]
        let changes: [(ContextFixture) throws -> Void] = [
            { try $0.write("d/e/b", "3") },
            { try $0.call("chmod", chmod($0.path("d/e/b"), 0o600)) },
            { try $0.call("chmod", chmod($0.path("d/e"), 0o2755)) },
            { try $0.call("rename", rename($0.path("d/e/b"), $0.path("d/e/c"))) },
            { try $0.call("rename", rename($0.path("d/e/c"), $0.path("d/c"))) },
            { try $0.write("d/new/", "") },
            { try $0.remove("d/l") },
            { try $0.link("d/l", to: "b") },
            { try $0.call("mkfifo", mkfifo($0.path("d/p"), 0o644)) },
            { try $0.write("d/empty", "") },
        ]
        for change in changes {
            try change(fixture)
            #expect(seen.insert(try fixture.digest("d")).inserted)
        }
    }

    @Test func `sources come in their order, each by itself`() throws {
        let fixture = try ContextFixture(["b": "2", "a": "1", "d/x": "3"])
        #expect(try fixture.select("b", "d", "a", "b").map(\.path) == ["b", "d", "a", "b"])
    }
}
