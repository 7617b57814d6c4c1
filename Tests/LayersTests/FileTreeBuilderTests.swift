import Layers
import Testing

struct FileTreeBuilderTests {
    private static let rules: [([String], [String])] = [
        // Directories that nothing names are implied, whichever comes first.
        (["a/b/c x"], ["a/ ?", "a/b/ ?", "a/b/c x"]),
        (["a/b x", "a/ 0700"], ["a/ 0700", "a/b x"]),
        // The later one takes the place of the earlier one; a directory keeps what it holds.
        (["a x", "a 0600 y"], ["a 0600 y"]), (["a/", "a/b x", "a y"], ["a y"]),
        (["a x", "a/", "a/b y"], ["a/", "a/b y"]),
        (["a/", "a/b x", "a/ 0711 5:5", "a/c y"], ["a/ 0711 5:5", "a/b x", "a/c y"]),
        // What was removed with its directory does not come back.
        (["a/", "a/b x", "a y", "a/", "a/c z"], ["a/", "a/c z"]),
        // No path leads out.
        (["../a x", "b/../../c y"], ["a x", "c y"]),
    ]

    @Test(arguments: rules)
    func `nodes are put at paths`(put: [String], made: [String]) throws {
        #expect(try lines(TreeLines.tree(put)) == made)
    }

    @Test func `a path through a file is an error`() {
        #expect(throws: CopyFault.notDirectory("/a/b")) { try TreeLines.tree("a/b x", "a/b/c y") }
        #expect(throws: CopyFault.notDirectory("/l")) { try TreeLines.tree("l -> a", "l/b y") }
    }

    @Test func `a path may not be deeper than what others can go down`() throws {
        let path = Array(repeating: "a", count: FileTreeBuilder.greatestDepth).joined(separator: "/")
        #expect(try TreeLines.tree(path + " x").walk.reduce(0) { count, _ in count + 1 } == 1000)
        #expect(throws: CopyFault.tooDeep(limit: 1000)) { try TreeLines.tree(path + "/b x") }
    }

    @Test func `a tree can be gone on with`() throws {
        let old = try TreeLines.tree("a/ 0700", "a/b/", "a/b/c x", "a/d x")
        var builder = FileTreeBuilder(old)
        try builder.put(Array("a/b/e".utf8), TreeLines.file("y", FileAttributes(mode: 0o644, modified: 0)))
        builder.remove(Array("a/d".utf8))
        #expect(lines(builder.tree()) == ["a/ 0700", "a/b/", "a/b/c x", "a/b/e y"])
        #expect(lines(old) == ["a/ 0700", "a/b/", "a/b/c x", "a/d x"])
        #expect(builder.node(at: Array("a/b/e".utf8))?.content?.length == 1)
        #expect(builder.node(at: Array("a/d".utf8)) == nil)
    }
}
