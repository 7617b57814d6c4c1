import Contexts
import DockerfileLanguage
import Foundation
import Host
import Synchronization
import TestSupport
import Testing
import Values

@Suite struct StatCacheTests {
    private let fixture: ContextFixture

    init() throws {
        fixture = try ContextFixture(["a": "1", "d/b": "2", "d/e/c": "3"])
        try fixture.link("d/l", to: "b")
    }

    private var all: Selector { Selector(sources: ["."]) }

    /// A run that sees the files as an hour old, so that nothing is doubtful.
    private func run(
        _ selector: Selector? = nil, on system: WatchedTree = WatchedTree(clock: Later.byAnHour)
    ) throws -> (inputs: [SelectedInput], figures: ScanFigures) {
        let context = fixture.remembering(on: system)
        let inputs = try context.select(selector ?? all)
        context.save()
        return (inputs, context.figures)
    }

    private func withoutCache(_ selector: Selector? = nil) throws -> [SelectedInput] {
        try fixture.context().select(selector ?? all)
    }

    private var cacheFiles: [Path] {
        get throws { try LocalFileSystem().names(in: fixture.home.path / "contexts") }
    }

    @Test func `a second run reads nothing but status`() throws {
        let first = try run()
        #expect(first.figures.hashedFiles == 3)
        let system = WatchedTree(clock: Later.byAnHour)
        let second = try run(on: system)
        #expect(second.inputs == first.inputs)
        #expect((second.figures.hashedFiles, second.figures.rememberedFiles) == (0, 3))
        #expect((second.figures.rememberedBytes, second.figures.listed) == (3, 0))
        #expect(system.count("status") == 6)
        #expect(system.count("names") + system.count("open file") + system.count("read") + system.count("target") == 0)
    }

    @Test func `a run that learns nothing leaves the cache alone`() throws {
        _ = try run()
        let files = LocalFileSystem()
        let file = try #require(try cacheFiles.first)
        let before = try files.status(fixture.home.path / "contexts" / file)
        _ = try run()
        #expect(try files.status(fixture.home.path / "contexts" / file)?.identity == before?.identity)
    }

    @Test func `only what changed is hashed, and the answer is right`() throws {
        _ = try run()
        try fixture.write("d/e/c", "4")
        let second = try run()
        #expect(second.inputs == (try withoutCache()))
        #expect((second.figures.hashedFiles, second.figures.rememberedFiles) == (1, 2))
        let third = try run()
        #expect(third.inputs == second.inputs)
        #expect(third.figures.hashedFiles == 0)
    }

    @Test func `every kind of change is found`() throws {
        _ = try run()
        let changes: [(ContextFixture) throws -> Void] = [
            { try $0.write("d/new", "n") }, { try $0.remove("d/b") }, { try $0.remove("d/l") },
            { try $0.link("d/l", to: "e") }, { try $0.call("chmod", chmod($0.path("a"), 0o600)) },
            { try $0.call("chmod", chmod($0.path("d/e"), 0o700)) },
            { try $0.call("rename", rename($0.path("d/e"), $0.path("d/f"))) },
            { try $0.call("rename", rename($0.path("d/f"), $0.path("f"))) }, { try $0.remove("f") },
            { try $0.write("f", "now a file") }, { try $0.remove("f") }, { try $0.write("f/c", "now a directory") },
            { try $0.write("deep/er/and/deeper/x", "") }, { try $0.remove("a") }, { try $0.link("a", to: "d") },
            { try $0.remove("d") },
        ]
        for (number, change) in changes.enumerated() {
            try change(fixture)
            #expect(try run().inputs == withoutCache(), "change \(number)")
        }
    }

    @Test func `a change that leaves length and modification time alone is found by its change time`() throws {
        _ = try run()
        var status = stat()
        try fixture.call("stat", stat(fixture.path("a"), &status))
        try fixture.write("a", "9")
        var times = [status.st_atim, status.st_mtim]
        try fixture.call("utimensat", utimensat(AT_FDCWD, fixture.path("a"), &times, 0))
        #expect(try run().inputs == withoutCache())
    }

    @Test func `a selection of a part forgets nothing of the rest`() throws {
        _ = try run()
        try fixture.write("d/b", "22")
        _ = try run(Selector(sources: ["d"]))
        try fixture.write("d/e/c", "33")
        _ = try run(Selector(sources: ["d"], ignore: try PathFilter(["b"])))
        let last = try run()
        #expect(last.inputs == (try withoutCache()))
        #expect(last.figures.hashedFiles == 0)
    }

    @Test func `files that changed within the clock's grain are doubtful, and hashed again`() throws {
        _ = try run(on: WatchedTree())
        let second = try run()
        #expect(second.figures.hashedFiles == 3)
        #expect(second.figures.listed == 3)
        let third = try run()
        #expect((third.figures.hashedFiles, third.figures.listed) == (0, 0))
        #expect(third.inputs == second.inputs)
    }

    @Test func `a file of the future is always doubtful`() throws {
        for _ in 0..<2 {
            #expect(try run(on: WatchedTree(clock: Later.earlierByAnHour)).figures.hashedFiles == 3)
        }
    }

    @Test(arguments: [VolumeKind.layered, .remote])
    func `elsewhere than on a disk the grain is two seconds, and names are always read`(_ kind: VolumeKind) throws {
        let late = { WatchedTree(kind: kind, clock: Later.byAnHour) }
        #expect(try run(on: WatchedTree(kind: kind, clock: Later.byASecond)).figures.hashedFiles == 3)
        #expect(try run(on: late()).figures.hashedFiles == 3)
        let last = try run(on: late())
        #expect((last.figures.hashedFiles, last.figures.listed) == (0, 3))
    }

    @Test func `on a network a file is opened before it is believed`() throws {
        let remote = { WatchedTree(kind: .remote, clock: Later.byAnHour) }
        _ = try run(on: remote())
        let system = remote()
        #expect(try run(on: system).figures.hashedFiles == 0)
        #expect(system.count("open file") == 3)
        #expect(system.count("read") == 0)
        // What a client remembers of a file goes when that is opened.
        let folder = open(fixture.root.description, O_RDONLY)
        defer { close(folder) }
        let old = try LocalTree().status("a", in: folder)
        try fixture.write("a", "9")
        let late = WatchedTree(kind: .remote, clock: Later.byAnHour, unopened: { $0 == "a" ? old : $1 })
        #expect(try run(on: late).inputs == withoutCache())
    }

    @Test func `a file whose times and length do not show the change is hashed when in doubt`() throws {
        // Inode, length and times stay: two changes within one tick of the clock.
        let moment = LocalTree().now()
        let still: @Sendable (NodeStatus) -> NodeStatus = { status in
            var status = status
            (status.modified, status.changed) = (moment, moment)
            return status
        }
        _ = try run(on: WatchedTree(clock: { _ in moment + 1_000_000 }, stamp: still))
        try fixture.write("a", "2")
        #expect(try run(on: WatchedTree(clock: Later.byAnHour, stamp: still)).inputs == withoutCache())
        // What was read an hour later is believed, which shows that the doubt made the difference.
        try fixture.write("a", "3")
        #expect(try run(on: WatchedTree(clock: Later.byAnHour, stamp: still)).inputs != withoutCache())
    }

    @Test(arguments: 0..<64) func `a damaged cache is none`(_ part: Int) throws {
        let expected = try run().inputs
        let file = fixture.home.path / "contexts" / (try #require(try cacheFiles.first))
        let url = URL(fileURLWithPath: file.description)
        var bytes = try Data(contentsOf: url)
        bytes[bytes.count * part / 64] ^= 0x10
        try bytes.write(to: url)
        let second = try run()
        #expect(second.inputs == expected)
        #expect(second.figures.hashedFiles == 3)
        #expect(try run().figures.hashedFiles == 0)
    }

    @Test(arguments: [0, 1, 8, 63, 64, 65, 200, 500]) func `a cache that was cut short is none`(_ length: Int) throws {
        _ = try run()
        let file = fixture.home.path / "contexts" / (try #require(try cacheFiles.first))
        try fixture.call("truncate", truncate(file.description, off_t(length)))
        #expect(try run().figures.hashedFiles == 3)
    }

    @Test func `another root's cache is none`() throws {
        _ = try run()
        let file = (fixture.home.path / "contexts" / (try #require(try cacheFiles.first))).description
        let other = try ContextFixture(["a": "other"])
        let context = DirectoryContext(
            root: other.root, cache: fixture.home.path / "contexts", on: WatchedTree(clock: Later.byAnHour))
        _ = try context.select(all)
        context.save()
        let names = try cacheFiles
        #expect(names.count == 2)
        let second = try #require(names.map { (fixture.home.path / "contexts" / $0).description }.first { $0 != file })
        try fixture.call("rename", rename(second, file))
        #expect(try run().figures.hashedFiles == 3)
    }

    @Test func `a full disk and a closed directory cost time alone`() throws {
        let expected = try withoutCache()
        for name in ["make directory", "create", "write", "rename"] {
            let files = FaultyFileSystem()
            files.plan { _, call in call.name == name ? .failure(.noSpace) : nil }
            let context = DirectoryContext(
                root: fixture.root, cache: fixture.home.path / "contexts", on: WatchedTree(clock: Later.byAnHour),
                files: files)
            #expect(try context.select(all) == expected)
            context.save()
            #expect(((try? cacheFiles) ?? []).isEmpty)
        }
    }

    @Test func `two contexts of one root at once do no harm`() throws {
        let first = fixture.remembering(on: WatchedTree(clock: Later.byAnHour))
        let second = fixture.remembering(on: WatchedTree(clock: Later.byAnHour))
        _ = try first.select(all)
        _ = try second.select(Selector(sources: ["d"]))
        first.save()
        second.save()
        #expect(try run().inputs == withoutCache())
    }

    @Test func `a root by another way is the same root`() throws {
        _ = try run()
        try fixture.call("symlink", symlink(fixture.root.description, fixture.home.path.description + "/way"))
        let context = DirectoryContext(
            root: fixture.home.path / "way", cache: fixture.home.path / "contexts",
            on: WatchedTree(clock: Later.byAnHour))
        _ = try context.select(all)
        #expect(context.figures.hashedFiles == 0)
    }

    private func age(_ name: Path, days: Int) throws {
        let moment = timeval(tv_sec: time(nil) - days * 86_400, tv_usec: 0)
        try fixture.call("utimes", utimes((fixture.home.path / "contexts" / name).description, [moment, moment]))
    }

    @Test func `what is known of contexts that are gone goes after a month, and what is in use stays`() throws {
        let names = (old: Path("00.stat"), young: Path("11.stat"), other: Path("note.txt"))
        _ = try LocalFileSystem().makeDirectory(fixture.home.path / "contexts")
        for (name, days) in [(names.old, 31), (names.young, 29), (names.other, 99)] {
            let path = (fixture.home.path / "contexts" / name).description
            try Data().write(to: URL(fileURLWithPath: path))
            try age(name, days: days)
        }
        _ = try run()
        let found = try Set(cacheFiles)
        #expect(found.count == 3 && found.isSuperset(of: [names.young, names.other]))
        // Nothing is new, and the file is written once more.
        let file = try #require(found.subtracting([names.young, names.other]).first)
        try age(file, days: 2)
        #expect(try run().figures.hashedFiles == 0)
        #expect(try Set(cacheFiles) == found)
        let status = try LocalFileSystem().status(fixture.home.path / "contexts" / file)
        #expect(WallClock.system.now().seconds(since: try #require(status).modified) < 86_400)
    }

    @Test func `what a cache hides is found all the same, when it agrees with what was said before`() throws {
        _ = try run()
        // A directory that has other names and the same times.
        var status = stat()
        try fixture.call("stat", stat(fixture.path("d"), &status))
        let old = (Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec), status.st_ino)
        try fixture.write("d/new", "n")
        let still: @Sendable (NodeStatus) -> NodeStatus = { status in
            var status = status
            if status.inode == UInt64(old.1) { (status.modified, status.changed) = (old.0, old.0) }
            return status
        }
        let changed = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
        #expect(changed == old.0)
        let context = fixture.remembering(on: WatchedTree(clock: Later.byAnHour, stamp: still))
        let first = try context.select(Selector(sources: ["a"]))
        #expect(try context.select(Selector(sources: ["d/new"])) == fixture.select("d/new"))
        #expect(try context.select(Selector(sources: ["a"])) == first)
        let other = fixture.remembering(on: WatchedTree(clock: Later.byAnHour, stamp: still))
        let before = try other.select(Selector(sources: ["d"]))
        #expect(throws: ContextFault.missing("d/new", ignoredBy: nil)) {
            try other.select(Selector(sources: ["d/new"]))
        }
        #expect(try other.select(Selector(sources: ["./d"])) == before)
    }

    @Test func `a file of many gigabytes has its length also when it is remembered`() throws {
        let long: @Sendable (NodeStatus) -> NodeStatus = { status in
            var status = status
            if status.mode & S_IFMT == S_IFREG { status.length = 8 << 30 }
            return status
        }
        let first = try run(on: WatchedTree(clock: Later.byAnHour, stamp: long))
        #expect(first.inputs.map(\.bytes) == [24 << 30])
        let second = try run(Selector(sources: ["d", "a"]), on: WatchedTree(clock: Later.byAnHour, stamp: long))
        #expect(second.inputs.map(\.bytes) == [16 << 30, 8 << 30])
        #expect(second.figures.hashedFiles == 0)
    }

    @Test func `files that are as long as numbers go are added up to the end of these`() throws {
        let long: @Sendable (NodeStatus) -> NodeStatus = { status in
            var status = status
            if status.mode & S_IFMT == S_IFREG { status.length = .max }
            return status
        }
        for _ in 0..<2 {
            #expect(try run(on: WatchedTree(clock: Later.byAnHour, stamp: long)).inputs.map(\.bytes) == [.max])
        }
    }
}
