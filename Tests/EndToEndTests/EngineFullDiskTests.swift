import Foundation
import Host
import TestSupport
import Testing

/// Builds that find no more room.
@Suite(.enabled(if: EngineFixture.isPossible, "\(EngineFixture.reason)"))
struct EngineFullDiskTests {
    private let engine: EngineFixture
    private let disk: Tmpfs
    private var home: Path { disk.path / "home" }

    init() throws {
        engine = try EngineFixture()
        disk = try Tmpfs(size: 24 << 20)
        try engine.load(into: home)
    }

    /// Looks whether all is well, and whether the same build does when there is room.
    private func goesOn(_ dockerfile: String) throws {
        #expect(engine.leftovers == [])
        #expect(try engine.complaints(home: home) == nil)
        let small = try engine.build("FROM base\nRUN echo small >/small\n", home: home)
        #expect(small.code == 0, "\(small.errors)")
        try disk.resize(to: 300 << 20)
        let again = try engine.build(dockerfile, "--output", "type=tar,dest=whole.tar", home: home)
        #expect(again.code == 0, "\(again.errors)")
        #expect(engine.exists("whole.tar"))
        #expect(try engine.complaints(home: home) == nil)
    }

    private func expectFull(_ run: HearthRun) {
        #expect(run.code == 1)
        #expect(run.errors.lowercased().contains("no space left on device"), "\(run.errors)")
    }

    @Test func `a RUN that fills the disk fails`() throws {
        let dockerfile = "FROM base\nRUN dd if=/dev/zero of=/big bs=1M count=40\n"
        let run = try engine.build(dockerfile, home: home)
        expectFull(run)
        #expect(run.errors.contains("Dockerfile:2:1: error"), "\(run.errors)")
        try goesOn(dockerfile)
    }

    @Test func `a RUN whose layer does not fit fails`() throws {
        let dockerfile = "FROM base\nRUN yes | head -c 12000000 >/big\n"
        let run = try engine.build(dockerfile, home: home)
        expectFull(run)
        #expect(run.errors.contains("Dockerfile:2:1: error"), "\(run.errors)")
        try goesOn(dockerfile)
    }

    @Test func `a COPY that fills the disk fails`() throws {
        var generator = SeededGenerator(seed: 8)
        try engine.file("context/big", generator.noise(40_000_000))
        let dockerfile = "FROM base\nCOPY big /big\n"
        let run = try engine.build(dockerfile, home: home)
        expectFull(run)
        #expect(run.errors.contains("Dockerfile:2:1: error"), "\(run.errors)")
        try goesOn(dockerfile)
    }

    @Test(arguments: ["type=oci,dest=", "type=docker,compression=zstd,dest=", "type=tar,dest="])
    func `an export that fills the disk fails, and what was there stays`(attributes: String) throws {
        let small = try Tmpfs(size: 1 << 20)
        try Data("before".utf8).write(to: (small.path / "image.tar").url)
        var generator = SeededGenerator(seed: 9)
        try engine.file("context/big", generator.noise(3_000_000))
        let run = try engine.build("FROM base\nCOPY big /big\n", "--output", "\(attributes)\(small.path)/image.tar")
        expectFull(run)
        #expect(run.errors.contains(small.path.description), "\(run.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: small.path.description) == ["image.tar"])
        #expect(try String(contentsOf: (small.path / "image.tar").url, encoding: .utf8) == "before")
        try small.resize(to: 64 << 20)
        let again = try engine.build("FROM base\nCOPY big /big\n", "--output", "\(attributes)\(small.path)/image.tar")
        #expect(again.code == 0, "\(again.errors)")
        #expect(again.errors.contains("CACHED"), "\(again.errors)")
    }
}
