import ContentStore
import Foundation
import Host
import TestSupport
import Testing

@Suite struct RemoveTreeTests {
    @Test func `somebody who is faster does no harm, at whatever call`() throws {
        let directory = try TemporaryDirectory()
        let home = directory.path / "home"
        let quarantine = home / "quarantine"
        let system = FaultyFileSystem()
        let store = try Store(StoreConfiguration(home: home, limit: .none, system: system))
        for faster in 0... {
            system.heal()
            _ = try system.makeDirectory(quarantine)
            _ = try OpenFile(quarantine / "file", .create, on: system)
            system.plan { number, _ in
                if number == faster { try? FileManager.default.removeItem(atPath: quarantine.description) }
                return nil
            }
            #expect(throws: Never.self, "call \(faster)") { try store.prune(Pruning()) }
            #expect(try LocalFileSystem().status(quarantine / "file") == nil)
            if system.trace.count <= faster { return }
        }
    }
}
