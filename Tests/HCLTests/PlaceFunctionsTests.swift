import Testing

/// What bake makes of each call, as JSON; nil where it makes nothing of it.
@Suite struct PlaceFunctionsTests {
    static let calls: [(String, String?)] = [
        (#"basename("/a/b.txt")"#, #""b.txt""#),
        (#"basename("")"#, #"".""#),
        (#"basename("/")"#, #""/""#),
        (#"basename("a/")"#, #""a""#),
        (#"basename("//a//")"#, #""a""#),
        (#"basename("..")"#, #""..""#),
        (#"basename("a")"#, #""a""#),
        (#"basename("a.bb/a.b/.//")"#, #"".""#),
        (#"basename("b/a.b/")"#, #""a.b""#),
        (#"basename("////")"#, #""/""#),
        (#"basename("///")"#, #""/""#),
        (#"dirname("/a/b.txt")"#, #""/a""#),
        (#"dirname("")"#, #"".""#),
        (#"dirname("/")"#, #""/""#),
        (#"dirname("a")"#, #"".""#),
        (#"dirname("a/b/../c")"#, #""a""#),
        (#"dirname("../../a/b")"#, #""../../a""#),
        (#"dirname("a//b//")"#, #""a/b""#),
        (#"dirname("/..")"#, #""/""#),
        (#"dirname("./a")"#, #"".""#),
        (#"dirname("b//a//")"#, #""b/a""#),
        (#"dirname("b//")"#, #""b""#),
        (#"dirname("b/a")"#, #""b""#),
        (#"dirname("b//../../")"#, #""..""#),
        (#"dirname("a.b/a/b/")"#, #""a.b/a/b""#),
    ]

    @Test(arguments: calls)
    func `paths come out as in bake`(call: String, expected: String?) {
        #expect(FunctionCall(call).json == expected)
    }
}
