import ContentStore
import Foundation
import Host
import TestSupport
import Values

/// A home with something in it, to be copied for every attempt of a test.
final class Template: Sendable {
    /// Kept by a reference.
    let held: Blob
    let heldContent: [UInt8]
    /// Kept by nothing.
    let unheld: [Blob]
    private let fixture: StoreFixture

    init() throws {
        var random = SeededGenerator(seed: 77)
        let fixture = try StoreFixture()
        self.fixture = fixture
        let store = try fixture.open()
        var intake = Intake()
        intake.reference = "held"
        heldContent = random.text(200_000)
        held = try store.add(heldContent, intake).blob
        unheld = try (0..<8).map { _ in
            fixture.clock.advance(bySeconds: 1)
            return try store.add(random.noise(100_000)).blob
        }
    }

    func copy() throws -> HomeCopy {
        try HomeCopy(of: fixture.home)
    }
}

/// A copy of a home, or a new one, in a folder of its own.
final class HomeCopy: Sendable {
    let directory: TemporaryDirectory
    let home: Path

    init(of other: Path? = nil) throws {
        directory = try TemporaryDirectory.quick()
        home = directory.path / "home"
        if let other { try FileManager.default.copyItem(atPath: other.description, toPath: home.description) }
    }

    func open(limit: Limit = .none, system: any FileSystem = LocalFileSystem()) throws -> Store {
        try Store(StoreConfiguration(home: home, limit: limit, system: system))
    }

    /// What has to be true of a store whatever happened to it: opened anew it has nothing in flight, nothing reserved,
    /// nothing wrong.
    func healed(limit: Limit = .none) throws -> Store {
        let store = try open(limit: limit)
        let onlooker = try Onlooker(home)
        try must(onlooker.reserved() == 0, "something is still reserved")
        try must(onlooker.sessions() == 0, "a session is left")
        try must(LocalFileSystem().names(in: home / "tmp").isEmpty, "something is left in tmp")
        try must(store.usage().inFlight == 0, "something is still in flight")
        let entries = try store.verify().entries
        try must(entries.isEmpty, "\(entries)")
        return store
    }
}

/// A requirement that did not hold; cheaper to ask ten thousand times than `#expect`.
struct Unmet: Error, CustomStringConvertible {
    let description: String
}

func must(_ condition: Bool, _ description: @autoclosure () -> String) throws {
    if !condition { throw Unmet(description: description()) }
}
