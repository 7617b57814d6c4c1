import Layers
import Testing

struct FileTreeTests {
    private let tree = try! TreeLines.tree(
        "etc/", "etc/passwd root", "etc/loop -> loop2", "etc/loop2 -> /etc/loop", "lib -> usr/lib", "usr/",
        "usr/lib/", "usr/lib/a.so binary", "usr/up -> ../../../../etc", "usr/abs -> /usr/lib", "gone -> nowhere",
        "usr/deep -> abs/../lib/./a.so", "usr/through -> ../etc/passwd/x")

    @Test(arguments: [
        ("/etc/passwd", "etc/passwd"), ("etc//./passwd", "etc/passwd"), ("/lib/a.so", "usr/lib/a.so"),
        // Neither `..` nor an absolute link leads out.
        ("/../../etc/passwd", "etc/passwd"), ("/usr/up/passwd", "etc/passwd"), ("/usr/abs/a.so", "usr/lib/a.so"),
        // `..` behind a link is where the link leads.
        ("/lib/../up/passwd", "etc/passwd"), ("/usr/deep", "usr/lib/a.so"), ("/", ""), ("", ""),
    ])
    func `a path leads inside the root, links and all`(path: String, to end: String) throws {
        let place = try #require(tree.find(Array(path.utf8)))
        #expect(String(decoding: place.path, as: UTF8.self) == end)
    }

    @Test(arguments: ["/nothing", "/etc/loop", "/gone", "/etc/passwd/x", "/usr/through", "/lib/b.so"])
    func `a path may lead nowhere`(path: String) {
        #expect(tree.find(Array(path.utf8)) == nil)
    }

    @Test func `the last link need not be followed`() throws {
        let place = try #require(tree.find(Array("/lib".utf8), followsLast: false))
        #expect(TreeLines.line("lib", place.node) == "lib -> usr/lib")
        #expect(tree.find(Array("/gone".utf8), followsLast: false) != nil)
    }

    @Test func `as many links are followed as the kernel follows`() throws {
        func row(_ count: Int) throws -> FileTree {
            try TreeLines.tree((1...count).map { "l\($0) -> l\($0 + 1)" } + ["l\(count + 1) end"])
        }
        #expect(try row(40).find(Array("l1".utf8)) != nil)
        #expect(try row(41).find(Array("l1".utf8)) == nil)
    }

    @Test func `nothing is behind a link that is not followed`() {
        #expect(tree.node(at: Array("/usr/lib/../lib/a.so".utf8)) != nil)
        #expect(tree.node(at: Array("/lib".utf8)) != nil)
        #expect(tree.node(at: Array("/lib/a.so".utf8)) == nil)
        #expect(tree.node(at: Array("/etc/passwd/..".utf8))?.directory != nil)
    }

    @Test func `a directory comes before what it holds`() throws {
        let tree = try TreeLines.tree("b/", "b/x", "a", "b/c/", "b/c/d", "b.txt")
        #expect(lines(tree) == ["a", "b/", "b/c/", "b/c/d", "b/x", "b.txt"])
    }
}
