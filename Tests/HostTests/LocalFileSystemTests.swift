import Host
import TestSupport
import Testing
import Values

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

@Suite struct LocalFileSystemTests {
    private let system = LocalFileSystem()
    private let directory: TemporaryDirectory
    private var path: Path { directory.path / "file" }

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func make(_ bytes: [UInt8] = []) throws -> OpenFile {
        let file = try OpenFile(path, .create, on: system)
        try bytes.withUnsafeBytes { try file.write($0) }
        return file
    }

    @Test func `what was written is read back, from the start and from anywhere`() throws {
        _ = try make(Array("hello world".utf8))
        let file = try OpenFile(path, .read, on: system)
        #expect(text(5) { try? file.fill($0) } == "hello")
        #expect(text(20) { try? file.fill($0) } == " world")
        #expect(text(20) { try? file.fill($0, at: 6) } == "world")
        #expect(text(20) { try? file.fill($0, at: 60) } == "")
    }

    private func text(_ count: Int, _ read: (UnsafeMutableRawBufferPointer) -> Int?) -> String {
        var bytes = [UInt8](repeating: 0, count: count)
        let filled = bytes.withUnsafeMutableBytes { read($0) }
        return String(decoding: bytes.prefix(filled ?? 0), as: UTF8.self)
    }

    @Test func `a file is for its user alone, and made once`() throws {
        _ = try make()
        #expect(try system.status(path)?.mode == 0o600)
        let error = #expect(throws: SystemError.self) { try make() }
        #expect(error == SystemError("open", path, .exists))
        #expect(error?.description == "open \(path): file exists")
    }

    @Test func `a status tells what is there`() throws {
        let file = try make([UInt8](repeating: 1, count: 5000))
        let status = try #require(try system.status(path))
        #expect(status.kind == .file && status.length == 5000 && status.links == 1)
        #expect(try file.status().identity == status.identity)
        try system.link(path, to: directory.path / "other")
        #expect(try system.status(directory.path / "other")?.identity == status.identity)
        #expect(try file.status().links == 2)
        #expect(try system.status(directory.path)?.kind == .directory)
        #expect(try system.status(directory.path / "nothing") == nil)
        try file.truncate(to: 10)
        #expect(try file.status().length == 10)
    }

    @Test func `locks of two descriptors keep each other out, and end with them`() throws {
        let first = try make()
        let second = try OpenFile(path, .readWrite, on: system)
        #expect(try first.lock(.shared, waiting: false) && second.lock(.shared, waiting: false))
        #expect(try !second.lock(.exclusive, waiting: false))
        // The attempt gave the shared lock away.
        #expect(try first.lock(.exclusive, waiting: false))
        #expect(try !second.lock(.shared, waiting: false))
        var third: OpenFile? = try OpenFile(path, .read, on: system)
        #expect(try first.lock(.shared, waiting: false) && third?.lock(.shared, waiting: false) == true)
        third = nil
        #expect(try first.lock(.exclusive, waiting: false))
    }

    @Test func `absence and presence are results, other failures are errors`() throws {
        let folder = directory.path / "folder"
        #expect(try system.makeDirectory(folder) && !system.makeDirectory(folder))
        #expect(try system.names(in: directory.path) == ["folder"])
        #expect(try !system.remove(directory.path / "nothing") && !system.removeDirectory(directory.path / "nothing"))
        _ = try OpenFile(folder / "inner", .create, on: system)
        #expect(throws: SystemError("remove", folder, .notEmpty)) { try system.removeDirectory(folder) }
        #expect(throws: SystemError("list", directory.path / "nothing", .notFound)) {
            try system.names(in: directory.path / "nothing")
        }
        try system.rename(folder / "inner", to: path)
        #expect(try system.remove(path) && system.removeDirectory(folder))
    }

    @Test(.enabled(if: TemporaryDirectory.takesAnyName, "names have to be text here"))
    func `a name need not be text`() throws {
        let name = Path(bytes: [0x61, 0xff, 0x62])
        _ = try OpenFile(directory.path / name, .create, on: system)
        #expect(try system.names(in: directory.path) == [name])
        #expect(try system.remove(directory.path / system.names(in: directory.path)[0]))
    }

    // What the file system can keep of it: ext4 has 34 bits for the seconds, memory has 64.
    @Test(arguments: [99_999_999_999_999, -99_999_999_999_999, Int.max, Int.min])
    func `a file may be of any age`(seconds: Int) throws {
        let directory = try TemporaryDirectory.quick()
        let path = directory.path / "file"
        _ = try OpenFile(path, .create, on: system)
        let time = timespec(tv_sec: seconds, tv_nsec: 999_999_999)
        try #require(path.withCString { utimensat(AT_FDCWD, $0, [time, time], 0) } == 0)
        let modified = try #require(try system.status(path)?.modified)
        #expect(seconds < 0 ? modified.microseconds < 0 : modified.microseconds > 0)
    }

    @Test func `a volume knows its size`() throws {
        let volume = try system.volume(directory.path)
        #expect(volume.capacity > 0 && !volume.isReadOnly)
    }
}
