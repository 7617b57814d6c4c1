import Host
import TestSupport
import Testing

@Suite struct OpenFileTests {
    private let directory: TemporaryDirectory
    private var path: Path { directory.path / "file" }

    init() throws {
        directory = try TemporaryDirectory()
    }

    @Test func `a write that is cut short goes on where it stopped`() throws {
        let system = FaultyFileSystem()
        let file = try OpenFile(path, .create, on: system)
        system.plan { number, _ in number < 3 ? .shortWrite : nil }
        try Array("abcdefgh".utf8).withUnsafeBytes { try file.write($0) }
        #expect(system.trace.map(\.name) == ["write", "write", "write", "write"])
        #expect(try file.status().length == 8)
        var bytes = [UInt8](repeating: 0, count: 8)
        let count = try bytes.withUnsafeMutableBytes { try file.fill($0, at: 0) }
        #expect(count == 8 && bytes == Array("abcdefgh".utf8))
    }

    @Test func `a failure comes through, and the file is closed all the same`() throws {
        let system = FaultyFileSystem()
        var file: OpenFile? = try OpenFile(path, .create, on: system)
        system.plan { _, _ in .failure(.inputOutput) }
        #expect(throws: SystemError.self) { try file?.sync() }
        file = nil
        #expect(system.trace.map(\.name) == ["sync", "close"])
    }
}
