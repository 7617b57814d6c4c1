import ContentStore
import Host
import Synchronization
import TestSupport
import Testing
import Values

@Suite struct KeyLockTests {
    private let fixture: StoreFixture
    private let store: Store

    init() throws {
        fixture = try StoreFixture()
        store = try fixture.open()
    }

    private func locks() throws -> Int { try LocalFileSystem().names(in: fixture.home / "locks").count }

    @Test func `one at a time has a key, and its file goes with the last`() throws {
        let key = Digest.sha256("key")
        let inside = Mutex(0)
        let most = Mutex(0)
        let sum = Mutex(0)
        let other = try fixture.open()
        let (first, second) = (store, other)
        let workers = try (0..<6).map { number in
            try Worker {
                for _ in 0..<30 {
                    guard let lock = try? (number.isMultiple(of: 2) ? first : second).lock(key) else { continue }
                    let count = inside.withLock { count in
                        count += 1
                        return count
                    }
                    most.withLock { $0 = max($0, count) }
                    Pause.microseconds(100)
                    inside.withLock { $0 -= 1 }
                    sum.withLock { $0 += 1 }
                    withExtendedLifetime(lock) {}
                }
            }
        }
        withExtendedLifetime(workers) {}
        _ = consume workers
        #expect(most.withLock(\.self) == 1 && sum.withLock(\.self) == 180)
        #expect(try locks() == 0)
    }

    @Test func `a lock is held by the name, also when its file was removed a moment before`() throws {
        let system = FaultyFileSystem()
        let store = try fixture.open(system: system)
        let key = Digest.sha256("key")
        let path = fixture.home / "locks" / key.hex
        let isRemoved = Mutex(false)
        system.plan { _, call in
            let isFirst = isRemoved.withLock { isRemoved in
                defer { if call.name == "lock" { isRemoved = true } }
                return call.name == "lock" && !isRemoved
            }
            // As who had it until now does.
            if isFirst { _ = try? LocalFileSystem().remove(path) }
            return nil
        }
        let lock = try store.lock(key)
        let other = try OpenFile(path, .readWrite, on: LocalFileSystem())
        #expect(try !other.lock(.exclusive, waiting: false))
        withExtendedLifetime(lock) {}
    }

    @Test func `another key does not wait`() throws {
        let one = try store.lock(.sha256("one"))
        let two = try fixture.open().lock(.sha256("two"))
        #expect(try locks() == 2)
        withExtendedLifetime((one, two)) {}
    }

    @Test func `a lock that a dead process left is in nobody's way, and swept`() throws {
        let key = Digest.sha256("key")
        _ = try store.lock(key)
        _ = try OpenFile(fixture.home / "locks" / key.hex, .create, on: LocalFileSystem())
        _ = try store.lock(key)
        #expect(try locks() == 0)
        _ = try OpenFile(fixture.home / "locks" / key.hex, .create, on: LocalFileSystem())
        let held = try store.lock(.sha256("held"))
        _ = try fixture.open()
        #expect(try locks() == 1)
        withExtendedLifetime(held) {}
    }
}
