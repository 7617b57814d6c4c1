import Contexts
import DockerfileLanguage
import Foundation
import Hashing
import Host
import TestSupport
import Testing

@Suite struct SelectedFilesTests {
    /// Lines as `ls` would have them: path, kind, mode, owner, what is in it; `(path)` for what is but passed through.
    private func lines(_ trees: [SelectedTree]) throws -> [String] {
        var lines: [String] = []
        for tree in trees {
            lines.append("== \(tree.input.name)")
            try append(tree.file, "", &lines)
        }
        return lines
    }

    private func append(_ file: SelectedFile, _ parent: String, _ lines: inout [String]) throws {
        let path = parent + String(decoding: file.name, as: UTF8.self)
        let mode = String(file.mode, radix: 8)
        let owner = file.owner == 0 && file.group == 0 ? "" : " \(file.owner):\(file.group)"
        switch file.kind {
        case .directory(let files):
            lines.append((file.isPassage ? "(\(path)/)" : "\(path)/") + " \(mode)\(owner)")
            for inner in files { try append(inner, path.isEmpty ? "" : path + "/", &lines) }
        case .file(let content):
            var bytes: [UInt8] = []
            try content.forEachPiece { bytes += $0 }
            #expect(ContentHash.digest(of: bytes) == content.digest)
            #expect(content.length == Int64(bytes.count))
            lines.append("\(path) \(mode)\(owner) \(String(decoding: bytes, as: UTF8.self))")
        case .link(let target): lines.append("\(path) -> \(String(decoding: target, as: UTF8.self))\(owner)")
        case .fifo: lines.append("\(path) | \(mode)\(owner)")
        case .device: lines.append("\(path) *")
        }
    }

    private func fixture() throws -> ContextFixture {
        let fixture = try ContextFixture(["a": "1", "d/b": "22", "d/e/c": "333", "d/e/f/g": "4", "d/x/": ""])
        try fixture.link("d/l", to: "../a")
        try fixture.call("chmod", chmod(fixture.path("d/b"), 0o4750))
        try fixture.call("mkfifo", mkfifo(fixture.path("d/p"), 0o600))
        try fixture.call("chmod", chmod(fixture.path("d/p"), 0o600))
        return fixture
    }

    @Test func `what is selected comes with all that is below it`() throws {
        let fixture = try fixture()
        let context = fixture.context()
        let trees = try context.files(Selector(sources: ["a", "d", "d/l"]))
        #expect(
            try lines(trees) == [
                "== a", "a 644 1", "== ", "/ 755", "b 4750 22", "e/ 755", "e/c 644 333", "e/f/ 755", "e/f/g 644 4",
                "l -> ../a", "p | 600", "x/ 755", "== l", "a 644 1",
            ])
        #expect(try trees.map(\.input) == context.select(Selector(sources: ["a", "d", "d/l"])))
    }

    @Test func `what filters drop is not there, whatever was asked before`() throws {
        let fixture = try fixture()
        let context = fixture.context()
        _ = try context.files(Selector(sources: ["."]))
        let ignored = try Selector(sources: ["d"], ignore: PathFilter(["d/e", "!d/e/c", "d/p", "d/b"]))
        #expect(try lines(context.files(ignored)) == ["== ", "/ 755", "e/ 755", "e/c 644 333", "l -> ../a", "x/ 755"])
        let excluded = Selector(sources: ["d"], excludes: ["e", "!e/c", "p", "b", "x"])
        #expect(try lines(context.files(excluded)) == ["== ", "/ 755", "(e/) 755", "e/c 644 333", "l -> ../a"])
        let parents = Selector(sources: ["d/./e/f"], keepsParents: true)
        #expect(try lines(context.files(parents)) == ["== ", "/ 755", "(e/) 755", "e/f/ 755", "e/f/g 644 4"])
        for selector in [ignored, excluded, parents] {
            #expect(try context.files(selector).map(\.input) == fixture.context().select(selector))
        }
    }

    @Test func `names of one file have one identity`() throws {
        let fixture = try fixture()
        try fixture.call("link", link(fixture.path("a"), fixture.path("d/e/again")))
        let files = try fixture.context().files(Selector(sources: ["a", "d/e/again", "d/b"])).map(\.file.identity)
        #expect(files[0] == files[1])
        #expect(files[0] != files[2])
    }

    @Test func `times are those of the files, and the top has none`() throws {
        let fixture = try fixture()
        try fixture.call(
            "utimes", utimes(fixture.path("a"), [timeval(tv_sec: 7, tv_usec: 5), timeval(tv_sec: 7, tv_usec: 5)]))
        let trees = try fixture.context().files(Selector(sources: ["a", "."]))
        #expect(trees.map(\.file.modified) == [7_000_005_000, nil])
    }

    @Test func `a link that took a directory's place since the scan is not followed`() throws {
        let fixture = try fixture()
        let tree = try fixture.context().files(Selector(sources: ["d/e/c"]))[0]
        try fixture.call("rename", rename(fixture.path("d"), fixture.path("moved")))
        try fixture.link("d", to: "moved")
        guard case .file(let content) = tree.file.kind else {
            Issue.record("no file")
            return
        }
        #expect(throws: ContextFault.changing("d/e/c")) { try content.forEachPiece { _ in } }
    }

    @Test func `a socket is an empty file`() throws {
        let fixture = try fixture()
        let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: fixture.path("s").utf8) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try fixture.call("bind", bound)
        try fixture.call("chmod", chmod(fixture.path("s"), 0o640))
        #expect(try lines(fixture.context().files(Selector(sources: ["s"]))) == ["== s", "s 640 "])
    }

    @Test func `an archive gives owners, links of one file, and contents`() throws {
        var tar = SampleTar()
        tar.add("d", "5")
        tar.add("d/a", "0", Array("one".utf8))
        tar.add("d/b", "1", link: "d/a")
        tar.add("e/c", "0", [UInt8](repeating: 0, count: 9000) + [7])
        let fixture = try ContextFixture()
        let path = fixture.home.path / "t.tar"
        try Data(tar.ended).write(to: URL(fileURLWithPath: path.description))
        let context = try TarContext(
            reading: OpenFile(path, .read, on: LocalFileSystem()), keepingIn: fixture.home.path)
        let trees = try context.files(Selector(sources: ["."]))
        #expect(try trees.map(\.input) == context.select(Selector(sources: ["."])))
        guard case .directory(let top) = trees[0].file.kind, case .directory(let files) = top[0].kind else {
            Issue.record("no directory")
            return
        }
        #expect(files[0].identity != nil && files[0].identity == files[1].identity)
        #expect(top[0].modified != nil && top[1].modified == nil)
        _ = try lines(trees)
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.home.path.description) == ["t.tar"])
    }

    @Test func `what lies over a directory is read from where it is`() throws {
        let fixture = try fixture()
        let new = ContentHash.digest(of: Array("new".utf8))
        let context = fixture.context().overlaid(
            with: [
                Replacement(Array("d/e/c".utf8), .file(mode: 0o600, content: new, length: 3)),
                Replacement(Array("d/b".utf8), .absent),
            ], contents: { _ in Array("new".utf8) })
        let trees = try context.files(Selector(sources: ["d"], excludes: ["x", "p"]))
        #expect(
            try lines(trees) == ["== ", "/ 755", "e/ 755", "e/c 600 new", "e/f/ 755", "e/f/g 644 4", "l -> ../a"])
    }
}
