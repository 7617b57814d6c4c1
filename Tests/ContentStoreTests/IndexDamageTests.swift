import ContentStore
import Foundation
import Host
import TestSupport
import Testing
import Values

/// An index that is not what it was.
@Suite struct IndexDamageTests {
    enum Damage: CaseIterable {
        case rubbish, emptied, deleted, truncated, firstPage, middlePage, everyThirdPage, lastPage
    }

    private let copy: HomeCopy
    private let heard = Heard()
    private var index: URL { URL(fileURLWithPath: (copy.home / "index.sqlite").description) }
    private var configuration: StoreConfiguration {
        let heard = heard
        return StoreConfiguration(home: copy.home, limit: .none) { heard.add($0) }
    }

    /// So many blobs that their table has many pages, and a few references.
    init() throws {
        copy = try HomeCopy()
        let store = try copy.open()
        for number in 0..<400 {
            var intake = Intake()
            if number < 40 { intake.reference = "kept \(number)" }
            _ = try store.add(Array("blob \(number)".utf8), intake)
        }
    }

    private func inflict(_ damage: Damage) throws {
        var data = try Data(contentsOf: index)
        let pages = data.count / 4096
        try #require(pages > 20)
        func spoil(_ page: Int) {
            data.replaceSubrange(page * 4096..<(page + 1) * 4096, with: Data(repeating: 0xa5, count: 4096))
        }
        switch damage {
        case .rubbish: data = Data(repeating: 7, count: data.count)
        case .emptied: data = Data()
        case .deleted: return try FileManager.default.removeItem(at: index)
        case .truncated: data.removeLast(data.count / 2)
        case .firstPage: spoil(0)
        case .middlePage: spoil(pages / 2)
        case .everyThirdPage: stride(from: 2, to: pages, by: 3).forEach(spoil)
        case .lastPage: spoil(pages - 1)
        }
        try data.write(to: index)
    }

    /// Opens the store and uses all of it; what SQLite does not notice then is no damage.
    private func use() throws {
        let store = try Store(configuration)
        for blob in try store.blobs() { _ = try store.blob(blob.digest) }
        let complaints = try store.verify(repairing: true)
        #expect(complaints.entries.isEmpty)
        _ = try store.add([1, 2, 3])
    }

    @Test(arguments: Damage.allCases)
    func `damage is told, and a rebuild brings back all that was there`(damage: Damage) throws {
        try inflict(damage)
        do {
            try use()
            guard case .indexRebuilt(copy.home / "index.sqlite", _, blobs: 400, _) = heard.notices.first else {
                Issue.record("nobody heard of \(damage): \(heard.notices)")
                return
            }
        } catch let error as StoreError {
            #expect(error.isIndexDamage, "\(error)")
            #expect(error.hint?.contains("verify --repair") == true)
            try Store.rebuildIndex(configuration)
        }
        let store = try Store(configuration)
        #expect(try store.verify().isClean)
        #expect(try store.blobs().count >= 400)
        let quarantine = (try? LocalFileSystem().names(in: copy.home / "quarantine")) ?? []
        #expect(quarantine.contains { $0.description.hasPrefix("index-") } == ![.emptied, .deleted].contains(damage))
        #expect(try store.references().allSatisfy { try store.blob($0.digest)?.holds ?? 0 > 0 })
        _ = try store.add([1, 2, 3, 4])
    }

    @Test func `a rebuild of a whole index keeps every reference`() throws {
        try Store.rebuildIndex(configuration)
        #expect(try Store(configuration).references().count == 40)
    }

    @Test func `references before the damaged place are kept`() throws {
        do {
            let store = try Store(configuration)
            let digest = try #require(try store.references().first).digest
            for number in 0..<400 { try store.setReference("kept \(1000 + number)", to: digest) }
        }
        var data = try Data(contentsOf: index)
        // All pages that have the last name: the leaf of the references, and one of the index over them.
        while let place = data.range(of: Data("kept 1399".utf8)) {
            let page = place.lowerBound / 4096
            data.replaceSubrange(page * 4096..<(page + 1) * 4096, with: Data(repeating: 0, count: 4096))
        }
        try data.write(to: index)
        try Store.rebuildIndex(configuration)
        let kept = try Store(configuration).references().count
        #expect(kept > 100 && kept < 440, "\(kept)")
    }

    @Test func `a log that belongs to a lost index is not replayed into the new one`() throws {
        // As a process leaves it that is killed: the log is there, and not worked in.
        let store = try Store(configuration)
        for number in 0..<50 { _ = try store.add(Array("late \(number)".utf8)) }
        let other = try HomeCopy(of: copy.home)
        try FileManager.default.removeItem(atPath: (other.home / "index.sqlite").description)
        let log = other.home / "index.sqlite-wal"
        #expect(try LocalFileSystem().status(log)?.length ?? 0 > 0)
        let reopened = try other.open()
        #expect(try reopened.blobs().count == 450)
        #expect(try reopened.verify().isClean)
    }

    @Test func `a spoilt log loses at most what was not worked in, and nothing is wrong after a repair`() throws {
        let store = try Store(configuration)
        for number in 0..<50 { _ = try store.add(Array("late \(number)".utf8)) }
        let other = try HomeCopy(of: copy.home)
        let log = URL(fileURLWithPath: (other.home / "index.sqlite-wal").description)
        let data = try Data(contentsOf: log)
        // From the header on, then from the middle on.
        for start in [0, data.count / 2] {
            try (data.prefix(start) + Data(repeating: 0x5a, count: data.count - start)).write(to: log)
            let reopened = try other.open()
            _ = try reopened.verify(repairing: true)
            #expect(try reopened.verify().isClean && reopened.blobs().count == 450)
        }
    }

    @Test(arguments: [("PRAGMA user_version = 99", true), ("PRAGMA application_id = 99", false)])
    func `another's index is refused and left byte for byte, even by a rebuild`(script: String, isNewer: Bool) throws {
        try Onlooker(copy.home).execute(script)
        let before = try Data(contentsOf: index)
        for attempt in [{ _ = try Store(configuration) }, { try Store.rebuildIndex(configuration) }] {
            let error = #expect(throws: StoreError.self) { try attempt() }
            switch error {
            case .indexIsNewer(copy.home / "index.sqlite", version: 99, known: 4): #expect(isNewer)
            case .indexIsForeign(copy.home / "index.sqlite", application: 99): #expect(!isNewer)
            default: Issue.record("\(String(describing: error))")
            }
            #expect(error?.hint != nil)
        }
        #expect(try Data(contentsOf: index) == before)
        #expect(try LocalFileSystem().status(copy.home / "quarantine") == nil)
    }

    @Test func `a database without tables beside blobs is no index`() throws {
        try FileManager.default.removeItem(at: index)
        try Onlooker(copy.home).execute("PRAGMA journal_mode = WAL")
        try #require(try Data(contentsOf: index).count > 0)
        #expect(try Store(configuration).blobs().count == 400)
        #expect(heard.notices.count == 1)
    }

    @Test func `nobody rebuilds an index that somebody uses`() throws {
        let store = try Store(configuration)
        // The second attempt shows that the first has not taken the lock from under the other.
        for _ in 0..<2 {
            let error = #expect(throws: StoreError.self) { try Store.rebuildIndex(configuration) }
            guard case .storeInUse(copy.home) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
        #expect(try store.add([9]).isNew)
    }

    @Test func `a damaged index that somebody uses is not replaced by who opens the store`() throws {
        let store = try Store(configuration)
        try inflict(.rubbish)
        let error = #expect(throws: StoreError.self) { try Store(configuration) }
        guard case .storeInUse = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        withExtendedLifetime(store) {}
    }
}
