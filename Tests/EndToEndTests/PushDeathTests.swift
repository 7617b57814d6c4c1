import Foundation
import Hashing
import Host
import Synchronization
import TestSupport
import Testing
import Values

/// Pushes whose processes are killed in the middle of whatever they do, and registries that go away meanwhile.
@Suite(.serialized, .enabled(if: PushFixture.isPossible, "\(PushFixture.reason)"))
struct PushDeathTests {
    private static let deaths = 50
    private static let noise: [UInt8] = {
        var generator = SeededGenerator(seed: 1)
        return generator.noise(600_000)
    }()
    private let push: PushFixture

    init() throws {
        push = try PushFixture(targets: [])
    }

    // MARK: - Deaths

    @Test func `a push goes on where one stood whose process was killed at any moment`() throws {
        var random = SeededGenerator(seed: 2026)
        var killed = 0
        for round in 0..<Self.deaths {
            let name = "death-\(round)"
            let layers = try load(name, &random)
            let death = SuddenDeath(&random) { [home = push.hearth.home] in Self.workers(of: home) }
            push.proxy.reset()
            push.proxy.observe { death.hear($0) }
            let run = try start(name).finish()
            killed += run.code == 1 ? 1 : 0
            #expect(run.code == 0 || run.code == 1, "\(run.errors)")
            if run.code == 1 { #expect(run.errors.contains(reference(name)), "\(run.errors)") }
            push.proxy.observe(nil)
            try pushed(name, layers)
            expectNothingTwice(after: "death \(round)")
        }
        #expect(killed > Self.deaths / 2)
        #expect(try push.run("cache", "verify").code == 0)
    }

    @Test func `what a killed command has started ends, and the next push goes on`() throws {
        var random = SeededGenerator(seed: 4711)
        var killed = 0
        for round in 0..<20 {
            let name = "orphan-\(round)"
            let layers = try load(name, &random)
            let parent = Mutex<Int32?>(nil)
            let death = SuddenDeath(&random) { parent.withLock { $0.map { [$0] } ?? [] } }
            push.proxy.reset()
            push.proxy.observe { death.hear($0) }
            let started = try start(name)
            parent.withLock { $0 = started.id }
            killed += try started.finish().code == 137 ? 1 : 0
            #expect(EngineFixture.wait { Self.workers(of: push.hearth.home).isEmpty }, "after death \(round)")
            push.proxy.observe(nil)
            try pushed(name, layers)
            expectNothingTwice(after: "death \(round)")
        }
        #expect(killed > 8)
        #expect(try push.run("cache", "verify").code == 0)
    }

    // MARK: - Outages

    @Test func `a registry that goes down in the middle and comes back is waited for`() throws {
        var random = SeededGenerator(seed: 5)
        try pushed("rehearsal", try load("rehearsal", &random))
        for number in push.proxy.requests.indices {
            let name = "outage-\(number)"
            let layers = try load(name, &random)
            push.proxy.reset()
            push.proxy.observe { [registry = push.registry] request in
                guard request.number == number else { return }
                registry.stop()
                Thread.detachNewThread {
                    usleep(200_000)
                    try? registry.start()
                }
            }
            try pushed(name, layers)
        }
    }

    @Test func `a registry that stays away is named, and gets only the rest when it is back`() throws {
        var random = SeededGenerator(seed: 6)
        let layers = try load("app", &random)
        push.proxy.observe { [registry = push.registry] in if $0.method == "PUT", $0.number > 4 { registry.stop() } }
        let run = try push.run("push", "app", "--as", reference("app"), environment: ["HEARTH_PATIENCE": "1"])
        #expect(run.code == 1)
        #expect(run.errors.contains(reference("app")) && run.errors.contains("cannot be asked"), "\(run.errors)")
        push.proxy.observe(nil)
        try push.registry.start()
        try pushed("app", layers)
        expectNothingTwice(after: "an outage")
    }

    // MARK: - What they have in common

    private func reference(_ name: String) -> String { "\(push.proxy.name)/\(name):1" }

    /// Brings an image of three layers into the store that nobody has seen, and returns how many those are.
    private func load(_ name: String, _ random: inout SeededGenerator) throws -> Int {
        let layers = (0..<3).map { number in
            var tar = SampleTar()
            tar.add("file-\(number)", "0", random.noise(64) + Self.noise)
            return tar.ended
        }
        let image = EngineImage(layers, as: "\(name):latest")
        try push.hearth.file("\(name).tar", image.archive)
        let run = try push.run("load", "\(name).tar")
        try #require(run.code == 0, "\(run.errors)")
        return layers.count
    }

    private func start(_ name: String) throws -> StartedHearth {
        try push.hearth.start(
            unfed: ["push", name, "--as", reference(name)], environment: ["HEARTH_PATIENCE": "10"])
    }

    /// Pushes to the end, and looks whether the registry has all of it.
    private func pushed(_ name: String, _ layerCount: Int) throws {
        let run = try push.run("push", name, "--as", reference(name), environment: ["HEARTH_PATIENCE": "10"])
        try #require(run.code == 0, "\(name): \(run.errors)")
        let root = try #require(push.registry.digest(of: "1", in: name))
        #expect(run.output.contains("\(root)"))
        let manifest = try JSON(parsing: try #require(push.registry.content(root)))
        let parts = (manifest["layers"]?.elements ?? []) + [manifest["config"] ?? .null]
        #expect(parts.count == layerCount + 1)
        for part in parts {
            let digest = try #require(part["digest"]?.string.flatMap { Digest($0) })
            let isWhole = push.registry.content(digest).map { ContentHash.digest(of: $0) } == digest
            #expect(isWhole && push.registry.blobs(of: name).contains(digest), "\(digest) of \(name)")
        }
    }

    /// A blob that was there as a whole did not go over again.
    private func expectNothingTwice(after circumstances: String) {
        let ends = push.proxy.requests.filter {
            $0.method == "PUT" && $0.path.contains("/blobs/uploads/") && $0.status == 201
        }
        let digests = ends.map { $0.path.split(separator: "digest=").last.map(String.init) ?? "" }
        #expect(Set(digests).count == digests.count, "after \(circumstances)")
    }

    /// The processes that move images for a home.
    private static func workers(of home: Path) -> [Int32] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.compactMap { Int32($0) }.filter { id in
            let words = FileManager.default.contents(atPath: "/proc/\(id)/cmdline")?.split(separator: 0) ?? []
            let (home, verb) = (Data("\(home)".utf8), Data("transfer".utf8))
            return words.contains { $0 == home } && words.last.map { $0 == verb } == true
        }
    }
}

/// Kills processes a moment after a request that both were drawn by lot.
private final class SuddenDeath: Sendable {
    private let number: Int
    private let microseconds: UInt32
    private let victims: @Sendable () -> [Int32]

    init(_ random: inout SeededGenerator, _ victims: @escaping @Sendable () -> [Int32]) {
        number = Int.random(in: 0..<16, using: &random)
        microseconds = UInt32.random(in: 0..<8000, using: &random)
        self.victims = victims
    }

    /// They are found while one of their requests waits, so that they are what they seem to be.
    func hear(_ request: ProxiedRequest) {
        guard request.number == number else { return }
        let victims = victims()
        Thread.detachNewThread { [microseconds] in
            usleep(microseconds)
            for victim in victims { kill(victim, SIGKILL) }
        }
    }
}
