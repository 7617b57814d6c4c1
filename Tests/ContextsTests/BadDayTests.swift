import Contexts
import DockerfileLanguage
import Foundation
import Hashing
import Host
import Synchronization
import TestSupport
import Testing
import Values

@Suite struct BadDayTests {
    private let all = Selector(sources: ["."])

    @Test func `a file that cannot be read is named, and gives no digest`() throws {
        let fixture = try ContextFixture(["d/a": "1", "d/secret": "2"])
        let system = WatchedTree.hooked { call throws(SystemError) in
            if call.name == "open file", call.file == "secret" { throw SystemError("open", nil, .accessDenied) }
        }
        let denied = SystemError("open", nil, .accessDenied)
        #expect(throws: ContextFault.unreadable("d/secret", denied)) { try fixture.context(on: system).select(all) }
        #expect(throws: ContextFault.unreadable("d/secret", denied)) {
            try fixture.context(on: system).select(Selector(sources: ["d/secret"]))
        }
    }

    @Test func `nobody opens what is ignored`() throws {
        let fixture = try ContextFixture(["d/a": "1", "d/secret": "2", "node_modules/x/y": "", ".git/config": ""])
        let system = WatchedTree.hooked { call throws(SystemError) in
            if ["secret", "node_modules", ".git"].contains(call.file), call.name.hasPrefix("open") {
                throw SystemError("open", nil, .accessDenied)
            }
        }
        let ignore = try PathFilter(["**/secret", "**/node_modules", ".git"])
        let input = try fixture.context(on: system).select(Selector(sources: ["."], ignore: ignore)).first
        #expect(input?.files == 1)
    }

    @Test func `a source opens nothing beside its way`() throws {
        let fixture = try ContextFixture(["src/a": "1", "other/b": "2", "src/deep/c": "3"])
        let system = WatchedTree()
        _ = try fixture.context(on: system).select(Selector(sources: ["src"]))
        #expect(!system.trace.contains { ["other", "b"].contains($0.file) })
    }

    @Test(arguments: ["open directory", "names"]) func `a directory that cannot be read is named`(_ name: String) throws
    {
        let fixture = try ContextFixture(["d/locked/a": "1"])
        let system = WatchedTree.hooked { call throws(SystemError) in
            if call.name == name, call.file == "locked" { throw SystemError("open", nil, .accessDenied) }
        }
        #expect(throws: ContextFault.unreadable("d/locked", SystemError("open", nil, .accessDenied))) {
            try fixture.context(on: system).select(all)
        }
    }

    @Test(.enabled(if: getuid() != 0)) func `mode 0000 cannot be read`() throws {
        let fixture = try ContextFixture(["d/a": "1"])
        try fixture.call("chmod", chmod(fixture.path("d/a"), 0))
        #expect(throws: ContextFault.self) { try fixture.select(".") }
    }

    @Test func `what vanishes between two looks was never there`() throws {
        for (name, victim) in [("status", "b"), ("open file", "b"), ("open directory", "e"), ("target", "l")] {
            let fixture = try ContextFixture(["d/a": "1", "d/b": "2", "d/e/x": "3"])
            try fixture.link("d/l", to: "a")
            let path = fixture.path("d/" + victim)
            let system = WatchedTree.hooked { call throws(SystemError) in
                if call.name == name, call.file == victim { try? FileManager.default.removeItem(atPath: path) }
            }
            let inputs = try fixture.context(on: system).select(Selector(sources: ["d"]))
            #expect(inputs == (try fixture.select("d")), "\(name)")
        }
    }

    @Test func `a source that vanishes is missing`() throws {
        let fixture = try ContextFixture(["d/b": "2"])
        let path = fixture.path("d/b")
        let system = WatchedTree.hooked { call throws(SystemError) in
            if call.name == "open file" { try? FileManager.default.removeItem(atPath: path) }
        }
        #expect {
            try fixture.context(on: system).select(Selector(sources: ["d/b"]))
        } throws: { error in
            if case .missing("d/b", _, _) = error as? ContextFault { true } else { false }
        }
    }

    /// Writes to `d/a` while it is read, so many times.
    private func writing(_ times: Int, _ fixture: ContextFixture) -> WatchedTree {
        let left = Mutex(times)
        let path = fixture.path("d/a")
        return WatchedTree.hooked { call throws(SystemError) in
            guard call.name == "read", call.file == "a",
                left.withLock({
                    $0 -= 1; return $0 >= 0
                })
            else { return }
            let file = fopen(path, "a")
            fputs("more", file)
            fclose(file)
        }
    }

    @Test func `a file that changes while it is read is read again`() throws {
        let fixture = try ContextFixture(["d/a": "1", "d/b": "2"])
        let inputs = try fixture.context(on: writing(2, fixture)).select(Selector(sources: ["d"]))
        #expect(inputs == (try fixture.select("d")))
    }

    @Test func `a file that does not stop changing is refused by name`() throws {
        let fixture = try ContextFixture(["d/a": "1", "d/b": "2"])
        #expect(throws: ContextFault.changing("d/a")) {
            try fixture.context(on: writing(.max, fixture)).select(Selector(sources: ["d"]))
        }
    }

    @Test(arguments: ["link", "directory", "fifo"]) func `a file that becomes something else is refused`(_ kind: String)
        throws
    {
        let fixture = try ContextFixture(["d/a": "1", "x": "2"])
        let path = fixture.path("d/a")
        let system = WatchedTree.hooked { call throws(SystemError) in
            guard call.name == "open file" else { return }
            unlink(path)
            switch kind {
            case "link": symlink("../x", path)
            case "directory": mkdir(path, 0o755)
            default: mkfifo(path, 0o644)
            }
        }
        #expect(throws: ContextFault.changing("d/a")) {
            try fixture.context(on: system).select(Selector(sources: ["d"]))
        }
    }

    @Test func `a directory that becomes a link is not followed`() throws {
        let fixture = try ContextFixture(["d/e/a": "1"])
        let path = fixture.path("d/e")
        let system = WatchedTree.hooked { call throws(SystemError) in
            guard call == WatchedTree.Call(name: "open directory", file: "e") else { return }
            try? FileManager.default.removeItem(atPath: path)
            symlink("/etc", path)
        }
        #expect(throws: ContextFault.changing("d/e")) { try fixture.context(on: system).select(all) }
    }

    @Test(.enabled(if: TemporaryDirectory.takesAnyName))
    func `names may be any bytes`() throws {
        let fixture = try ContextFixture(["d/line\nbreak": "1", "d/a\u{1b}[31m": "2"])
        let name: [UInt8] = [0xff, 0xfe, 0x20]
        let file = try OpenFile(fixture.root / "d" / Path(bytes: name), .create, on: LocalFileSystem())
        [UInt8]("3".utf8).withUnsafeBytes { try? file.write($0) }
        let input = try #require(try fixture.select("d").first)
        #expect(input.files == 3)
        let source = "d/" + String(keepingBytes: name)
        let named = try #require(try fixture.select(source).first)
        #expect(named.path == source)
        #expect(named.name == String(keepingBytes: name))
    }

    @Test func `a socket is an empty file, a fifo is never opened`() throws {
        let fixture = try ContextFixture(["d/": ""])
        try fixture.call("mkfifo", mkfifo(fixture.path("d/p"), 0o640))
        // A path of its own length is too long for a socket's address.
        let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(number) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = fixture.path("d/s")
        try #require(path.utf8.count < 108)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        try fixture.call(
            "bind",
            withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(number, $0, length) }
            })
        try fixture.call("chmod", chmod(path, 0o751))
        let expected = ExpectedDigest.directory(
            0, [("p", ExpectedDigest.entry("p", 0o640, [])), ("s", ExpectedDigest.file("", 0o751))])
        #expect(try fixture.digest("d") == ExpectedDigest.selected(expected))
        #expect(try fixture.select("d/s").first?.kind == .file)
        #expect(try fixture.select("d/p").first?.kind == .fifo)
    }

    @Test func `a huge file is read in pieces`() throws {
        let fixture = try ContextFixture(["big": ""])
        try fixture.call("truncate", truncate(fixture.path("big"), 1 << 30))
        let input = try #require(try fixture.select("big").first)
        #expect(input.bytes == 1 << 30)
        var hash = ContentHash()
        let zeros = [UInt8](repeating: 0, count: 1 << 20)
        for _ in 0..<1024 { zeros.withUnsafeBytes { hash.update($0) } }
        let expected = ExpectedDigest.selected(ExpectedDigest.entry("f", 0o644, hash.digest().bytes))
        #expect(input.digest == expected)
    }

    /// Makes a chain of directories with a file at its end, deeper than any path may be long.
    private func makeChain(_ depth: Int, in root: Path, withSiblings: Bool = false) throws {
        var current = open(root.description, O_RDONLY)
        defer { close(current) }
        for _ in 0..<depth {
            mkdirat(current, "d", 0o755)
            if withSiblings { mkdirat(current, "e", 0o755) }
            let next = openat(current, "d", O_RDONLY)
            try #require(next >= 0)
            close(current)
            current = next
        }
        close(openat(current, "end", O_WRONLY | O_CREAT, 0o644))
    }

    @Test(arguments: [false, true]) func `a path may be longer than the system allows`(_ withSiblings: Bool) throws {
        let fixture = try ContextFixture(["top/": ""])
        let depth = withSiblings ? 1500 : 5000
        try makeChain(depth, in: fixture.root / "top", withSiblings: withSiblings)
        defer { _ = try? removeTree(fixture.path("top")) }
        let input = try #require(try fixture.select("top").first)
        #expect(input.files == 1)
        let filtered = try fixture.context().select(
            Selector(sources: ["top"], ignore: try PathFilter(["**/nothing"]))
        ).first
        #expect(filtered == input)
        let context = fixture.remembering(on: WatchedTree(clock: Later.byAnHour))
        _ = try context.select(all)
        context.save()
        let again = fixture.remembering(on: WatchedTree(clock: Later.byAnHour))
        #expect(try again.select(Selector(sources: ["top"])).first == input)
        #expect(again.figures.listed == 0)
    }

    private func removeTree(_ path: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/rm")
        process.arguments = ["-rf", path]
        try process.run()
        process.waitUntilExit()
    }

    @Test func `a wide directory is shared among threads`() throws {
        let fixture = try ContextFixture(["d/": ""])
        let folder = open(fixture.path("d"), O_RDONLY)
        defer { close(folder) }
        for number in 0..<200_000 { close(openat(folder, "file-\(number)", O_WRONLY | O_CREAT, 0o644)) }
        let input = try #require(try fixture.select("d").first)
        #expect(input.files == 200_000)
        try fixture.write("d/file-77", "x")
        #expect(try fixture.digest("d") != input.digest)
    }

    @Test func `a context has to be a directory that is there`() throws {
        let fixture = try ContextFixture(["file": "1"])
        let file = DirectoryContext(root: fixture.root / "file", cache: fixture.home.path / "contexts")
        #expect(throws: ContextFault.notDirectory(fixture.root / "file")) { try file.select(all) }
        let nowhere = DirectoryContext(root: fixture.root / "nowhere", cache: fixture.home.path / "contexts")
        #expect(throws: ContextFault.noContext(fixture.root / "nowhere", SystemError("open", nil, .notFound))) {
            try nowhere.select(all)
        }
        nowhere.save()
    }

    @Test func `the context may be all there is`() throws {
        let context = DirectoryContext(root: "/", cache: nil)
        #expect(try context.select(Selector(sources: ["bin/sh", "../etc/passwd"])).map(\.name) == ["sh", "passwd"])
    }

    @Test func `a context that goes away is told`() throws {
        let fixture = try ContextFixture(["d/a": "1"])
        let context = fixture.context()
        _ = try context.select(Selector(sources: ["d/a"]))
        try FileManager.default.removeItem(atPath: fixture.root.description)
        #expect(throws: ContextFault.self) { try context.select(Selector(sources: ["nothing"])) }
    }

    @Test func `a home that cannot be written costs nothing but time`() throws {
        let fixture = try ContextFixture(["a": "1"])
        let context = DirectoryContext(root: fixture.root, cache: "/proc/hearth/contexts")
        #expect(try context.select(all).first?.files == 1)
        context.save()
    }

    @Test func `files are read by name, links followed inside the root`() throws {
        let fixture = try ContextFixture(["d/Dockerfile": "FROM scratch\n", "empty": ""])
        try fixture.link("Dockerfile", to: "/d/Dockerfile")
        try fixture.link("out", to: "/etc/passwd")
        try fixture.link("loop", to: "loop")
        let context = fixture.context()
        #expect(try context.contents(of: "Dockerfile") == Array("FROM scratch\n".utf8))
        #expect(try context.contents(of: "empty") == [])
        #expect(try context.contents(of: "d/nothing") == nil)
        #expect(try context.contents(of: "out") == nil)
        #expect(throws: ContextFault.isDirectory("d")) { try context.contents(of: "d") }
        #expect(throws: ContextFault.loop("loop")) { try context.contents(of: "loop") }
    }

    @Test func `the same question is asked of the files once`() throws {
        let fixture = try ContextFixture(["d/a": "1"])
        let system = WatchedTree()
        let context = fixture.context(on: system)
        let selector = Selector(sources: ["."], ignore: try PathFilter(["x"]))
        let first = try context.select(selector)
        let calls = system.trace.count
        #expect(try context.select(selector) == first)
        #expect(system.trace.count == calls)
        #expect(try context.select(Selector(sources: ["."], ignore: try PathFilter(["d"]))) != first)
    }

    @Test(.enabled(if: TemporaryDirectory.takesAnyName))
    func `names that look alike are two names`() throws {
        let (composed, decomposed) = ("caf\u{e9}", "cafe\u{301}")
        let fixture = try ContextFixture()
        for (name, text) in [(composed, "1"), (decomposed, "2")] {
            let file = try OpenFile(fixture.root / Path(bytes: Array(name.utf8)), .create, on: LocalFileSystem())
            [UInt8](text.utf8).withUnsafeBytes { try? file.write($0) }
        }
        let context = fixture.context()
        let inputs = try [composed, decomposed].map { try context.select(Selector(sources: [$0]))[0] }
        #expect(inputs[0].digest != inputs[1].digest)
        let ignoring = try [composed, decomposed].map {
            try context.select(Selector(sources: ["."], ignore: try PathFilter([$0])))[0]
        }
        #expect(ignoring[0].digest != ignoring[1].digest)
        let excluding = try [composed, decomposed].map {
            try context.select(Selector(sources: ["."], excludes: [$0]))[0]
        }
        #expect(excluding[0].digest == ignoring[0].digest)
        #expect(excluding[1].digest == ignoring[1].digest)
    }
}
