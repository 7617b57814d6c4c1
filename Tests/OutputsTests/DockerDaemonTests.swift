import BakeLanguage
import ContentStore
import Events
import Foundation
import Host
import Layers
import OCI
import TestSupport
import Testing
import Values

@testable import Outputs

@Suite struct DockerDaemonTests {
    private let directory: TemporaryDirectory
    private let store: Store
    private let layers: LayerStore

    init() throws {
        directory = try TemporaryDirectory.quick()
        store = try Store(StoreConfiguration(home: directory.path / "home"))
        layers = try LayerStore(store)
    }

    private func layer(_ text: String) throws -> BuiltLayer {
        let content = FileContent(length: Int64(text.utf8.count), digest: nil, place: .bytes(Array(text.utf8)))
        let file = FileNode(FileAttributes(mode: 0o644, modified: 0), .file(content))
        let tree = FileTree(Directory([Directory.Entry(Array("file".utf8), file)]))
        return BuiltLayer(.unpacked(try layers.add(tree, seconds: nil)), step: "COPY")
    }

    /// An image of three layers, by their digests.
    private func target() throws -> (BuiltTarget, [String]) {
        let layers = try ["one", "two", "three"].map { try layer($0) }
        let target = SampleTarget.target([SampleTarget.image("linux/amd64", layers: layers)], tags: ["app"])
        return (target, layers.map { $0.place.diffID.description })
    }

    private func load(_ target: BuiltTarget, host: String) throws -> ExportResult {
        var exporter = Exporter(store, layers, here: SampleTarget.here)
        exporter.docker.environment = { $0 == "DOCKER_HOST" ? host : nil }
        return try exporter.export(target, to: try Output(text: "type=docker"), listener: NobodyListens())
    }

    private func load(_ target: BuiltTarget, into engine: FakeEngine) throws -> ExportResult {
        try load(target, host: "unix://\(engine.place)")
    }

    private func files(_ layers: some Sequence<String>) -> Set<String> {
        Set(layers.map { "blobs/sha256/\($0.dropFirst("sha256:".count))" })
    }

    @Test func `an engine that has nothing is sent everything`() throws {
        let (target, digests) = try target()
        let engine = try FakeEngine()
        let result = try load(target, into: engine)
        let names = try #require(engine.loaded.first)
        #expect(engine.loaded.count == 1)
        #expect(Set(names).isSuperset(of: files(digests) + ["manifest.json", "index.json"]))
        #expect(names.contains("blobs/sha256/\(try #require(result.configuration).hex)"))
    }

    // What counts is what two images share from their first layer on.
    @Test(arguments: [([0], 1), ([0, 1], 2), ([0, 1, 2], 3), ([1, 2], 0), ([0, 2], 1), ([0, 1, 2, 0], 3), ([], 0)])
    func `layers that the engine has are left out`(known: [Int], count: Int) throws {
        let (target, digests) = try target()
        var state = FakeEngine.State()
        state.images = ["sha256:other": known.map { digests[$0] }, "sha256:more": ["sha256:unknown"]]
        state.loads = ["app:latest": digests]
        let engine = try FakeEngine(state)
        _ = try load(target, into: engine)
        #expect(engine.loaded.count == 1)
        let names = Set(engine.loaded.first ?? [])
        #expect(names.intersection(files(digests)) == files(digests.dropFirst(count)))
        #expect(names.isSuperset(of: ["manifest.json", "index.json"]))
    }

    @Test func `an engine that complains about what is left out is sent everything`() throws {
        let (target, digests) = try target()
        for answer in [
            ("500 Internal Server Error", #"{"message":"no such file"}"#),
            ("200 OK", #"{"errorDetail":{"message":"x"},"error":"no such file"}"# + "\r\n"),
        ] {
            var state = FakeEngine.State()
            state.images = ["sha256:other": digests]
            state.answers = [answer]
            let engine = try FakeEngine(state)
            _ = try load(target, into: engine)
            #expect(engine.loaded.count == 2)
            #expect(Set(engine.loaded.last ?? []).isSuperset(of: files(digests)))
        }
    }

    @Test func `an engine that takes less than the image is sent everything`() throws {
        let (target, digests) = try target()
        var state = FakeEngine.State()
        state.images = ["sha256:other": digests]
        let engine = try FakeEngine(state)
        _ = try load(target, into: engine)
        #expect(engine.loaded.count == 2)
        #expect(Set(engine.loaded.last ?? []).isSuperset(of: files(digests)))
    }

    @Test func `an engine whose images are containerd's needs every file`() throws {
        let (target, digests) = try target()
        var state = FakeEngine.State()
        state.images = ["sha256:other": digests]
        state.info = #"{"DriverStatus":[["driver-type","io.containerd.snapshotter.v1"]]}"#
        let engine = try FakeEngine(state)
        _ = try load(target, into: engine)
        #expect(engine.loaded.count == 1)
        #expect(Set(engine.loaded.first ?? []).isSuperset(of: files(digests)))
    }

    @Test(arguments: [
        ("500 Internal Server Error", #"{"message":"disk full"}"#, "disk full"),
        ("200 OK", "{\"stream\":\"x\"}\r\n{\"error\":\"disk full\"}\r\n", "disk full"),
        ("200 OK", #"{"errorDetail":{"message":"disk full"}}"#, "disk full"), ("503 Busy", "", "status 503"),
        ("200 OK", "<html>hello</html>", "its answer is not understood"),
        ("200 OK", String(repeating: "[", count: 100_000), "its answer is not understood"),
    ])
    func `what an engine says against an image is told`(status: String, body: String, words: String) throws {
        var state = FakeEngine.State()
        state.answers = [(status, body)]
        let engine = try FakeEngine(state)
        let target = try target().0
        let fault = #expect(throws: EngineFault.self) { try load(target, into: engine) }
        #expect(fault?.description == "the engine at \(engine.place) does not take the image: \(words)")
    }

    @Test(arguments: ["", "{}", "hello", #"{"ApiVersion":"../../x"}"#, #"{"ApiVersion":1.41}"#, "[[[["])
    func `what answers rubbish is no engine`(version: String) throws {
        var state = FakeEngine.State()
        state.version = version
        let engine = try FakeEngine(state)
        let target = try target().0
        let fault = #expect(throws: EngineFault.self) { try load(target, into: engine) }
        #expect(fault?.description == "what answers at \(engine.place) is no Docker engine")
        #expect(engine.asked == ["GET /version"])
    }

    @Test func `an engine that is not there is told`() throws {
        let target = try target().0
        let fault = #expect(throws: EngineFault.self) { try load(target, host: "unix:///nowhere/s") }
        #expect(fault?.description == "no Docker engine answers at /nowhere/s: no such file or directory")
        #expect(fault?.hint?.contains("docker version") == true)
    }

    @Test func `an engine that hangs up has not loaded`() throws {
        let directory = try TemporaryDirectory(in: "/tmp")
        let server = try TalkingServer(socket: directory.path / "s") { connection in
            while let head = connection.readHead() {
                if head.method == "POST" { return }
                connection.answer("200 OK", #"{"ApiVersion":"1.41"}"#)
            }
        }
        let target = try target().0
        let fault = #expect(throws: EngineFault.self) { try load(target, host: "unix://\(directory.path / "s")") }
        guard case .broken? = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(server.heads.contains { $0.method == "POST" })
    }

    @Test func `a layer that is gone from the store ends it`() throws {
        var (target, _) = try target()
        target.images[0].layers.append(BuiltLayer(.unpacked(SampleTarget.layer(9)), step: "RUN gone"))
        let engine = try FakeEngine()
        #expect(throws: (any Error).self) { try load(target, into: engine) }
    }
}

private struct NobodyListens: BuildListener {
    func hear(_ event: BuildEvent) {}
}
