import ContentStore
import Hashing
import Host
import Synchronization
import TestSupport
import Values

/// A store in a folder of its own, with a clock to turn and an ear for its notices.
final class StoreFixture: Sendable {
    let directory: TemporaryDirectory
    let clock = HandClock()
    let home: Path
    private let heard = Mutex<[Notice]>([])

    var notices: [Notice] { heard.withLock(\.self) }

    init() throws {
        directory = try TemporaryDirectory()
        home = directory.path / "home"
    }

    func configuration(
        limit: Limit = .none, system: any FileSystem = LocalFileSystem(), user: User = .current
    ) -> StoreConfiguration {
        StoreConfiguration(home: home, limit: limit, system: system, clock: clock.clock, user: user) { notice in
            self.heard.withLock { $0.append(notice) }
        }
    }

    func open(
        limit: Limit = .none, system: any FileSystem = LocalFileSystem(), boot: String? = nil
    ) throws -> Store {
        var configuration = configuration(limit: limit, system: system)
        if let boot { configuration.boot = boot }
        return try Store(configuration)
    }
}

extension Store {
    /// The content of a blob, read and verified; nil when it is not there.
    func content(_ digest: Digest) throws -> [UInt8]? {
        var bytes: [UInt8] = []
        guard let reader = try open(digest) else { return nil }
        try reader.forEachPiece { bytes += $0 }
        return bytes
    }
}

extension Digest {
    /// A digest that stands for something else than bytes.
    static func sha256(_ text: String) -> Digest { ContentHash.digest(of: Array(text.utf8)) }
}
