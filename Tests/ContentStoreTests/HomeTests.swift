import ContentStore
import Foundation
import Host
import TestSupport
import Testing
import Values

@Suite struct HomeTests {
    private static let nobody = User(id: 65534)
    private let directory: TemporaryDirectory
    private var home: Path { directory.path / "home" }

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func chmod(_ path: Path, _ mode: Int) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path.description)
    }

    /// A process of another user that tells what is in the store.
    private func showing(asNobody home: Path) throws -> Program {
        let user = "\(Self.nobody.id)"
        return try Program(
            "/usr/bin/setpriv",
            ["--reuid", user, "--regid", user, "--clear-groups", Program.built("StoreExerciser").description]
                + [home.description, "nobody", "0", "0"])
    }

    private func expectWorking(_ home: Path) throws {
        let digest = try Store(StoreConfiguration(home: home)).add([1, 2, 3]).blob.digest
        let store = try Store(StoreConfiguration(home: home))
        #expect(try store.content(digest) == [1, 2, 3])
        #expect(try store.verify().isClean)
        #expect(try LocalFileSystem().status(home / "index.sqlite") != nil)
    }

    @Test(arguments: [
        "deep/er/home", "with space", "ünïcödé 家", "100%", "a%20b", "what?", "a#b", "file:x", "trailing/",
    ])
    func `a home works whatever its name`(name: String) throws {
        try expectWorking(directory.path / name)
    }

    @Test func `everything in a home is its user's alone`() throws {
        try expectWorking(home)
        for name in try FileManager.default.subpathsOfDirectory(atPath: home.description) {
            let status = try #require(try LocalFileSystem().status(home / name))
            #expect(status.mode == (status.kind == .directory ? 0o700 : 0o600), "\(name)")
        }
    }

    @Test func `a home may be a link to a directory`() throws {
        try FileManager.default.createDirectory(
            atPath: (directory.path / "real").description, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        try FileManager.default.createSymbolicLink(atPath: home.description, withDestinationPath: "real")
        try expectWorking(home)
        #expect(try LocalFileSystem().status(directory.path / "real/index.sqlite") != nil)
    }

    @Test func `a home may be a relative path`() throws {
        let program = try Program(
            "/usr/bin/env",
            ["-C", directory.path.description, Program.built("StoreExerciser").description, "rel/home", "p", "1", "30"])
        #expect(program.readAll().count == 30 && program.wait() == 0)
        #expect(try Store(StoreConfiguration(home: directory.path / "rel/home")).verify().isClean)
    }

    @Test func `a home that is a file is refused`() throws {
        try Data().write(to: URL(fileURLWithPath: home.description))
        try chmod(home, 0o600)
        let error = #expect(throws: StoreError.self) { try Store(StoreConfiguration(home: home)) }
        #expect(error?.description == "\(home) is not a directory")
        let below = #expect(throws: StoreError.self) { try Store(StoreConfiguration(home: home / "below")) }
        #expect(below?.description == "\(home / "below") is not a directory")
    }

    @Test(arguments: [0o720, 0o702, 0o777])
    func `a home that others may write to is refused`(mode: Int) throws {
        _ = try Store(StoreConfiguration(home: home))
        try chmod(home, mode)
        let error = #expect(throws: StoreError.self) { try Store(StoreConfiguration(home: home)) }
        #expect(error?.description == "others may write to \(home) (mode \(String(mode, radix: 8)))")
        #expect(error?.hint == "run `chmod go-w \(home)`, or set HEARTH_HOME")
    }

    @Test(.enabled(if: User.current == .root, "needs to be root"))
    func `a home that another made is refused, by both names and with a way out`() throws {
        _ = try Store(StoreConfiguration(home: home))
        try FileManager.default.setAttributes([.ownerAccountID: 65534], ofItemAtPath: home.description)
        let error = #expect(throws: StoreError.self) { try Store(StoreConfiguration(home: home)) }
        #expect(error?.description == "\(home) belongs to nobody, not to root")
        #expect(error?.hint?.contains("chown -R root \(home)") == true)
    }

    @Test(.enabled(if: User.current == .root, "needs to be root"))
    func `who may not write reads`() throws {
        let store = try Store(StoreConfiguration(home: home))
        let digest = try store.add([1, 2, 3]).blob.digest
        // One that belongs to root is read by others, but never written.
        let heard = Heard()
        let reading = try Store(StoreConfiguration(home: home, user: Self.nobody) { heard.add($0) })
        #expect(!reading.isWritable && heard.notices == [.readOnly(home)])
        #expect(try reading.content(digest) == [1, 2, 3])
        #expect(throws: StoreError.self) { try reading.add([4]) }
        #expect(throws: StoreError.self) { try reading.prune(Pruning()) }
        #expect(throws: StoreError.self) { try reading.verify(repairing: true) }
        #expect(throws: StoreError.self) { try reading.setReference("a", to: digest) }
        #expect(try reading.verify().isClean)
    }

    @Test(.enabled(if: User.current == .root, "needs to be root"))
    func `a home without leave to write is opened for reading by its own user`() throws {
        _ = try Store(StoreConfiguration(home: home)).add([1, 2, 3])
        let inside = try FileManager.default.subpathsOfDirectory(atPath: home.description).map { home / $0 }
        for path in [directory.path, home] + inside {
            try FileManager.default.setAttributes([.ownerAccountID: 65534], ofItemAtPath: path.description)
        }
        for path in ["blobs", "tmp"] { try chmod(home / path, 0o500) }
        try chmod(home, 0o500)
        let show = try showing(asNobody: home)
        let words = show.readAll()
        #expect(show.wait() == 0 && words.hasSuffix("read-only\n") && words.hasPrefix("sha256:039058c6"), "\(words)")
    }

    @Test(.enabled(if: User.current == .root, "needs to be root"))
    func `nothing can be made where there is no leave to`() throws {
        try chmod(directory.path, 0o755)
        let program = try showing(asNobody: home)
        let words = program.readAll()
        #expect(program.wait() == 1 && words.contains("create directory \(home): permission denied"), "\(words)")
    }

    // Root may remove everything, so this needs somebody else.
    @Test(.enabled(if: User.current == .root && FileManager.default.fileExists(atPath: "/usr/bin/setpriv")))
    func `what a dead process left goes whatever its permissions, and keeps nobody where it is another's`() throws {
        try FileManager.default.createDirectory(
            atPath: home.description, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        try chmod(directory.path, 0o755)
        let user = "\(Self.nobody.id)"
        let script = """
            chown \(user):\(user) "\(home)" && as="setpriv --reuid \(user) --regid \(user) --clear-groups"
            $as sh -c 'cd "$0" && for s in 0 1; do mkdir -p tmp/aaaaaaaaaaaaaaa$s/s/closed/a/b; done
                cd tmp/aaaaaaaaaaaaaaa0/s && touch closed/a/f && ln -s /etc/passwd closed/a/b/link &&
                chmod 000 closed/a/b && chmod 555 closed/a && chmod 000 closed && chmod 500 .' "\(home)" &&
            mkdir "\(home)/tmp/aaaaaaaaaaaaaaa1/s/root" && touch "\(home)/tmp/aaaaaaaaaaaaaaa1/s/root/file"
            """
        let maker = try Program("/bin/sh", ["-c", script])
        let words = maker.readAll()
        try #require(maker.wait() == 0, "\(words)")
        let program = try showing(asNobody: home)
        #expect(program.readAll() == "writable\n")
        #expect(program.wait() == 0)
        #expect(try LocalFileSystem().status(home / "tmp/aaaaaaaaaaaaaaa0") == nil)
        #expect(try LocalFileSystem().status(home / "tmp/aaaaaaaaaaaaaaa1/s/root/file") != nil)
        #expect(try LocalFileSystem().status("/etc/passwd") != nil)
    }
}
