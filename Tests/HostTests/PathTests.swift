import Host
import Testing

@Suite struct PathTests {
    // left / right: exactly one slash between them.
    @Test(arguments: [
        ("/a", "b", "/a/b"), ("/a/", "b", "/a/b"), ("/a", "/b", "/a/b"), ("/", "b", "/b"), ("a", "b/c", "a/b/c"),
    ])
    func `a component goes below`(left: String, right: String, joined: String) {
        #expect(Path(left) / right == Path(joined))
    }

    @Test(arguments: [("/a/b", "/a", "b"), ("/a", "/", "a"), ("a", ".", "a"), ("a/b", "a", "b")])
    func `a path has a parent and a name`(path: String, parent: String, name: String) {
        #expect(Path(path).parent == Path(parent))
        #expect(Path(path).name == Path(name))
    }

    @Test func `a path need not be text`() {
        let path = Path(bytes: [0x61, 0xff, 0x62])
        #expect(
            path.withCString { [UInt8(bitPattern: $0[0]), UInt8(bitPattern: $0[1]), UInt8(bitPattern: $0[2])] }
                == path.bytes)
        #expect(path.description == "a\u{fffd}b")
        #expect((Path("/x") / path).name == path && path.text == nil && Path("ä").text == "ä")
        #expect(path.word != path.description && Path(word: path.word) == path)
        #expect(!path.isAbsolute && Path("/x").isAbsolute)
        #expect(Path("/x").appending(".zst") == "/x.zst")
    }
}
