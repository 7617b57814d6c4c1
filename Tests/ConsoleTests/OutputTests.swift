import Console
import Host
import Testing
import Values

struct OutputTests {
    @Test func `what is written arrives when it is flushed`() throws {
        let file = try OutputFile()
        try file.output.line("one")
        try file.output.write("two".utf8)
        #expect(try file.text() == "")
        try file.output.flush()
        #expect(try file.text() == "one\ntwo")
        try file.output.flush()
        #expect(try file.text() == "one\ntwo")
    }

    @Test func `much is not kept back`() throws {
        let file = try OutputFile()
        for _ in 0..<10_000 { try file.output.line("123456789") }
        #expect(try file.text().utf8.count > 30_000)
        try file.output.flush()
        #expect(try file.text().utf8.count == 100_000)
    }

    @Test func `bytes keep their place among lines`() throws {
        let file = try OutputFile()
        try file.output.line("before")
        try Array("within ".utf8).withUnsafeBytes { try file.output.write($0) }
        try file.output.line("after")
        try file.output.flush()
        #expect(try file.text() == "before\nwithin after\n")
    }

    @Test(
        arguments: [
            ([], "[]\n"),
            ([["a": 1]], "[\n{\"a\":1}\n]\n"),
            ([["a": 1], ["b": "x\n"]], "[\n{\"a\":1},\n{\"b\":\"x\\n\"}\n]\n"),
        ] as [([JSON], String)])
    func `a list has an element on every line`(values: [JSON], expected: String) throws {
        let file = try OutputFile()
        try file.output.json(values)
        try file.output.flush()
        #expect(try file.text() == expected)
    }

    @Test func `an object is indented`() throws {
        let file = try OutputFile()
        try file.output.json(["a": 1, "b": ["c": true]] as JSON)
        try file.output.flush()
        #expect(try file.text() == "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": true\n  }\n}\n")
    }

    @Test func `an answer that is lost is an error, once`() throws {
        let output = Output(try OpenFile("/dev/null", .read, on: LocalFileSystem()))
        try output.line("lost")
        let error = #expect(throws: OutputError.self) { try output.flush() }
        #expect(error?.description == "cannot write to standard output: bad file descriptor")
        #expect(error?.isReaderGone == false)
        try output.flush()
    }

    @Test func `only a broken pipe means that the reader has gone`() {
        #expect(OutputError(cause: SystemError("write", nil, .brokenPipe)).isReaderGone)
        #expect(!OutputError(cause: SystemError("write", nil, .noSpace)).isReaderGone)
    }
}
