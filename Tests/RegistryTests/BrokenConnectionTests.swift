import OCI
import TestSupport
import Testing
import Values

@testable import Registry

/// A push and a pull through a proxy that has each request go wrong in each way.
@Suite(.enabled(if: RegistryServer.isPossible, "\(RegistryServer.reason)"))
struct BrokenConnectionTests {
    private static let faults: [ProxyFault] = [
        .dropsRequest(), .dropsRequest(.reset), .dropsAnswer(), .dropsAnswer(.reset), .dropsBody(),
        .cutsRequest(at: 0), .cutsRequest(at: 1), .cutsRequest(at: 200_000, .reset), .cutsAnswer(at: 1),
        .cutsAnswer(at: 200_000, .reset), .crumbles(20_000), .answers(500), .answers(503), .answers(429),
    ]

    private let server: RegistryServer
    private let proxy: FaultProxy
    private let layer: MemoryContent
    private let configuration = MemoryContent(Array("{}".utf8))
    private let manifest: RemoteManifest

    init() throws {
        server = try RegistryServer()
        proxy = try FaultProxy(to: server.port)
        var generator = SeededGenerator(seed: 9)
        layer = MemoryContent(generator.noise(700_000))
        let document = Manifest(configuration: configuration.descriptor, layers: [layer.descriptor])
        manifest = RemoteManifest(document.json)
    }

    /// Pushes an image and pulls it again.
    private func goThereAndBack(_ repository: String, _ waiting: Waiting) throws {
        let client = RegistryClient.forTest(proxy.name, .plain, nil, waiting) { $0.chunk = 1 << 18 }
        for part in [layer, configuration] where try !client.hasBlob(part.descriptor, in: repository) {
            _ = try client.push(part.descriptor, to: repository, content: part)
        }
        try client.put(manifest, to: repository, as: .tag("v1"))
        #expect(try client.manifest(repository, .tag("v1")) == manifest)
        #expect(try client.bytes(layer.descriptor, from: repository) == layer.bytes)
    }

    @Test(arguments: faults)
    func `whatever breaks at whichever request, the image goes there and comes back`(fault: ProxyFault) throws {
        try goThereAndBack("whole", Waiting())
        let count = proxy.requests.count
        #expect(count > 10)
        for number in 0..<count {
            proxy.reset()
            proxy.plan(fault, at: number)
            try goThereAndBack("app\(number)", Waiting())
            #expect(server.digest(of: "v1", in: "app\(number)") == manifest.digest)
        }
    }

    @Test func `bytes that are another on the way are for the taker to find, and another digest is not`() throws {
        try goThereAndBack("app", Waiting())
        proxy.reset()
        proxy.plan(.flips(at: 100)) { $0.method == "GET" && $0.path.contains("/manifests/") }
        let client = RegistryClient.forTest(proxy.name, .plain)
        #expect { try client.manifest("app", .tag("v1")) } throws: {
            if case RegistryFault.wrongDigest = $0 { true } else { false }
        }
        proxy.plan(.liesAboutDigest) { $0.method == "PUT" }
        #expect { try client.put(manifest, to: "app", as: .tag("v2")) } throws: {
            if case RegistryFault.wrongDigest = $0 { true } else { false }
        }
    }

    @Test func `a registry that comes back is gone on with`() throws {
        let server = server
        let waiting = Waiting()
        let retrying = waiting.retrying(meanwhile: { try? server.start() })
        var settings = RegistrySettings()
        settings.hosts[server.name] = .plain
        var measures = RegistryClient.Measures()
        measures.chunk = 1 << 18
        let client = RegistryClient(server.name, settings, FixedCredentials(), retrying, measures)
        var stops = 0
        let outcome = try client.push(
            layer.descriptor, to: "app",
            note: { state in
                if state?.offset == 1 << 18 {
                    server.stop()
                    stops += 1
                }
            }, content: layer)
        #expect(stops > 0)
        #expect(!waiting.notices.isEmpty)
        if case .mounted = outcome { Issue.record() }
        #expect(try client.bytes(layer.descriptor, from: "app") == layer.bytes)
    }
}
