import ContentStore
import Foundation
import Hashing
import Host
import Synchronization
import TestSupport
import Testing
import Values

/// What happens before what, seen by somebody who looks at every system call.
@Suite struct OrderingTests {
    /// The steps of a write that promises are made of, in the order they were seen.
    private final class Watch: Sendable {
        let steps = Mutex<[String]>([])
        let home: Path
        let digest: Digest
        let onlooker = Mutex<Onlooker?>(nil)

        init(_ home: Path, _ digest: Digest) {
            (self.home, self.digest) = (home, digest)
        }

        func see(_ call: FaultyFileSystem.Call) {
            guard let onlooker = onlooker.withLock(\.self) else { return }
            let isVisible = (try? onlooker.finds(digest)) == true
            let isNamed = call.path.name.description.hasPrefix(digest.hex)
            let isShard = call.path.name == Path(String(digest.hex.prefix(2)))
            let isInFlight = call.path.parent.parent == home / "tmp"
            steps.withLock { steps in
                note(isVisible ? "row" : "no row", in: &steps)
                switch call.name {
                case "write" where isInFlight: note("write", in: &steps)
                case "sync" where isInFlight: note("sync file", in: &steps)
                case "link" where isNamed, "rename" where isNamed: note("name", in: &steps)
                case "remove" where isNamed && isVisible: note("remove visible file", in: &steps)
                case "remove" where isNamed: note("remove file", in: &steps)
                case "make directory" where isShard: note("make shard", in: &steps)
                case "sync" where isShard: note("sync shard", in: &steps)
                case "sync" where call.path.name == "sha256": note("sync shard's name", in: &steps)
                default: break
                }
            }
        }

        /// Each change of what readers see, and each call.
        private func note(_ step: String, in steps: inout [String]) {
            let last = steps.last { $0.hasSuffix("row") }
            if step.hasSuffix("row"), step == last { return }
            if step != steps.last { steps.append(step) }
        }
    }

    private let fixture: StoreFixture
    private let content: [UInt8]

    init() throws {
        fixture = try StoreFixture()
        var random = SeededGenerator(seed: 8)
        content = random.noise(300_000)
    }

    private func watched() throws -> (Store, FaultyFileSystem, Watch) {
        let watch = Watch(fixture.home, ContentHash.digest(of: content))
        let system = FaultyFileSystem { watch.see($0) }
        let store = try fixture.open(system: system)
        let onlooker = try Onlooker(fixture.home)
        watch.onlooker.withLock { $0 = onlooker }
        return (store, system, watch)
    }

    @Test func `bytes are on the disk before they have a name, and the name before it has a row`() throws {
        let (store, _, watch) = try watched()
        _ = try store.add(content)
        #expect(
            watch.steps.withLock(\.self) == [
                "no row", "write", "sync file", "make shard", "sync shard's name", "name", "sync shard", "row",
            ])
    }

    // What file systems say that know no hard links, or no more of them.
    @Test(arguments: [EOPNOTSUPP, ENOTSUP, ENOSYS, EPERM, EMLINK])
    func `the order is the same where there are no hard links`(code: Int32) throws {
        let (store, system, watch) = try watched()
        system.plan { _, call in call.name == "link" ? .failure(.init(rawValue: code)) : nil }
        _ = try store.add(content)
        // The link that failed, then the rename.
        #expect(
            watch.steps.withLock(\.self) == [
                "no row", "write", "sync file", "make shard", "sync shard's name", "name", "sync shard", "row",
            ])
        #expect(system.trace.contains { $0.name == "rename" })
        #expect(try store.verify().isClean && store.content(watch.digest) == content)
    }

    @Test func `a directory that nobody synced is synced by the next that needs it`() throws {
        let (store, system, watch) = try watched()
        // The first writer makes the directory and fails before it is on the disk.
        system.plan { _, call in
            call.name == "sync" && call.path.name == "sha256" ? .failure(.inputOutput) : nil
        }
        #expect(throws: SystemError.self) { try store.add(content) }
        watch.steps.withLock { $0 = [] }
        system.heal()
        _ = try store.add(content)
        let steps = watch.steps.withLock(\.self)
        let synced = try #require(steps.firstIndex(of: "sync shard's name"))
        #expect(try synced < #require(steps.firstIndex(of: "name")))
    }

    @Test func `a blob is gone for readers before its file is`() throws {
        let (store, _, watch) = try watched()
        _ = try store.add(content)
        watch.steps.withLock { $0 = [] }
        _ = try store.prune(Pruning())
        #expect(watch.steps.withLock(\.self) == ["row", "no row", "remove file"])
    }

    @Test func `who read it first reads it to the end`() throws {
        let (store, _, watch) = try watched()
        _ = try store.add(content)
        let reader = try #require(try store.open(watch.digest))
        _ = try store.prune(Pruning())
        var bytes: [UInt8] = []
        try reader.forEachPiece { bytes += $0 }
        #expect(bytes == content)
        #expect(try store.open(watch.digest) == nil)
    }
}
