import Foundation
import Host
import TestSupport
import Testing

@testable import Planning

struct PastPathsTests {
    /// What was in a repository at `/nowhere/repo`.
    private static func paths(_ links: [String: String], gone: Set<String> = []) -> PastPaths {
        PastPaths(below: "/nowhere/repo") { place in
            let name = String(decoding: place, as: UTF8.self)
            if let target = links[name] { return .link(target: Array(target.utf8)) }
            return gone.contains(name) ? .other : .asNow
        }
    }

    static let cases: [(links: [String: String], path: String, canonical: String)] = [
        ([:], "/nowhere/repo/a/./b//c/../d/", "/nowhere/repo/a/b/d"),
        (["a": "b/c"], "/nowhere/repo/a/d", "/nowhere/repo/b/c/d"),
        (["a/b": "../c"], "/nowhere/repo/a/b/d", "/nowhere/repo/c/d"),
        (["a/b": "../.."], "/nowhere/repo/a/b/d", "/nowhere/d"),
        (["a": "/etc/x"], "/nowhere/repo/a/../d", "/etc/d"),
        (["a": "b", "b": "c"], "/nowhere/repo/a", "/nowhere/repo/c"),
        // Links of other places are none of these.
        (["a": "b"], "/nowhere/a", "/nowhere/a"),
        ([:], "/../..", "/"),
        ([:], "/", "/"),
    ]

    @Test(arguments: cases) func `a path is followed`(links: [String: String], path: String, canonical: String) {
        #expect(Self.paths(links).canonical(Path(path)) == Path(canonical))
    }

    @Test func `a link that leads to itself is followed for a while`() {
        #expect(Self.paths(["a": "a/b"]).canonical("/nowhere/repo/a").bytes.starts(with: "/nowhere/repo/a".utf8))
    }

    @Test func `links that have come since are not followed`() throws {
        let directory = try TemporaryDirectory()
        let top = try #require(directory.path.canonical)
        for name in ["old", "new"] {
            #expect((top / name).withCString { link in "elsewhere".withCString { symlink($0, link) } } == 0)
        }
        let paths = PastPaths(below: top) { $0 == Array("new".utf8) ? .other : .asNow }
        #expect(paths.canonical(top / "old" / "x") == top / "elsewhere" / "x")
        #expect(paths.canonical(top / "new" / "x") == top / "new" / "x")
    }

    @Test func `places are told from the top`() {
        let paths = Self.paths([:])
        #expect(paths.place(of: "/nowhere/repo") == [])
        #expect(paths.place(of: "/nowhere/repo/a/b") == Array("a/b".utf8))
        #expect(paths.place(of: "/nowhere/repository") == nil)
    }
}
