import Hashing
import OCI
import Synchronization
import TestSupport
import Values

@testable import Registry

/// A registry, and a proxy in front of it that has things go wrong; images go both ways.
final class FaultyWay: Sendable {
    let server: RegistryServer
    let proxy: FaultProxy
    /// Is called instead of waiting.
    let meanwhile = Mutex<(@Sendable () -> Void)?>(nil)

    static let patience = 60.0
    /// One layer goes over as a whole, one in three chunks.
    static let image = TestImage(layers: [100_000, 600_000])

    init(_ options: RegistryServer.Options = .init()) throws {
        server = try RegistryServer(options)
        proxy = try FaultProxy(to: server.port)
    }

    /// A client that waits for nothing and sends in chunks of 256 KiB.
    func client(_ waiting: Waiting, _ credentials: Credentials? = nil, chunk: Int64 = 256 << 10) -> RegistryClient {
        var measures = RegistryClient.Measures()
        measures.chunk = chunk
        let retrying = waiting.retrying(patience: Self.patience) { self.meanwhile.withLock(\.self)?() }
        return RegistryClient(
            proxy.name, RegistrySettings(), FixedCredentials(found: credentials), retrying, measures)
    }
}

extension RegistryClient {
    /// Pushes an image as a worker does: what is missing, the manifest, and the tag last.
    func push(_ image: TestImage, to repository: String, as tag: String = "latest") throws {
        for bytes in image.blobs {
            let content = MemoryContent(bytes)
            if try !hasBlob(content.descriptor, in: repository) {
                _ = try push(content.descriptor, to: repository, content: content)
            }
        }
        let manifest = RemoteManifest(
            mediaType: MediaType.manifest, digest: image.digest, bytes: image.manifest)
        try put(manifest, to: repository, as: .digest(image.digest))
        try put(manifest, to: repository, as: .tag(tag))
    }

    /// Pulls what a tag leads to, and holds each blob to its digest. Nil where there is none.
    func pull(_ repository: String, _ tag: String = "latest") throws -> PulledImage? {
        guard let found = try descriptor(repository, .tag(tag)),
            let document = try manifest(repository, .digest(found.digest))
        else { return nil }
        guard case .manifest(let manifest) = try ImageDocument(parsing: document.bytes) else { return nil }
        let blobs = try (manifest.layers + [manifest.configuration]).map { blob in
            let bytes = try bytes(blob, from: repository)
            let found = ContentHash.digest(of: bytes)
            guard found == blob.digest else {
                throw RegistryFault.wrongDigest("blob", registry: registry, expected: blob.digest, found: found)
            }
            return bytes
        }
        return PulledImage(manifest: document.bytes, blobs: blobs)
    }
}

struct PulledImage: Equatable {
    let manifest: [UInt8]
    let blobs: [[UInt8]]

    init(manifest: [UInt8], blobs: [[UInt8]]) {
        (self.manifest, self.blobs) = (manifest, blobs)
    }

    init(_ image: TestImage) {
        self.init(manifest: image.manifest, blobs: image.blobs)
    }
}

extension ProxyFault {
    /// Those that pass when they befall a request once.
    static let passing: [ProxyFault] = [
        .dropsRequest(), .dropsRequest(.reset), .dropsAnswer(), .dropsAnswer(.reset), .dropsBody(), .dropsBody(.reset),
        .cutsRequest(at: 0), .cutsRequest(at: 1, .reset), .cutsRequest(at: 70_000), .cutsRequest(at: 70_001, .reset),
        .cutsAnswer(at: 1), .cutsAnswer(at: 1, .reset), .cutsAnswer(at: 100_000), .crumbles(1000),
        .answers(408), .answers(429), .answers(429, headers: ["Retry-After: 7"]),
        .answers(429, headers: ["Retry-After: Wed, 21 Oct 2015 07:28:00 GMT"]), .answers(500), .answers(502),
        .answers(503, headers: ["Retry-After: 3"], body: "<html>busy</html>"), .answers(504),
    ]

    /// Some of them, of each kind one, to befall a request again and again.
    static let staying: [ProxyFault] = [
        .dropsRequest(), .dropsAnswer(.reset), .dropsBody(), .cutsRequest(at: 0), .cutsRequest(at: 70_000, .reset),
        .cutsAnswer(at: 100_000), .answers(429, headers: ["Retry-After: 7"]), .answers(503),
    ]

    /// Those that lie, and those that stay: the result may be an error, but not a wrong result.
    static let lying: [ProxyFault] = [
        .flips(at: 0), .flips(at: 50), .flips(at: 90_000), .liesAboutDigest, .shortens, .answers(200), .answers(201),
        .answers(204), .answers(206), .answers(304), .answers(301), .answers(307, headers: ["Location: /"]),
        .answers(400),
        .answers(401), .answers(401, headers: ["WWW-Authenticate: Basic realm=\"x\""]), .answers(403), .answers(404),
        .answers(405), .answers(416), .answers(418), .answers(501), .answers(505),
    ]
}
