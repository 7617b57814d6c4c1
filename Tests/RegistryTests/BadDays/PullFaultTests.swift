import Hashing
import OCI
import TestSupport
import Testing
import Values

@testable import Registry

/// Every fault at every request of a pull, one after the other.
@Suite(.enabled(if: RegistryServer.isPossible, "\(RegistryServer.reason)"))
struct PullFaultTests {
    private let way: FaultyWay
    private let image = FaultyWay.image
    private let rehearsal: [ProxiedRequest]

    init() throws {
        way = try FaultyWay()
        try way.server.add(image, to: "app", as: "latest")
        #expect(try way.client(Waiting()).pull("app") == PulledImage(image))
        rehearsal = way.proxy.requests
    }

    @Test func `what passes is got over wherever it happens`() {
        var number = 0
        for request in rehearsal {
            for fault in ProxyFault.passing where fault.touches(request) {
                number += 1
                way.proxy.reset()
                way.proxy.plan(fault, at: request.number)
                #expect(throws: Never.self, "\(fault) at \(request)") {
                    let found = try way.client(Waiting()).pull("app")
                    #expect(found == PulledImage(image), "\(fault) at \(request)")
                }
                #expect(way.proxy.faultCount == 1, "\(fault) at \(request)")
            }
        }
        #expect(number > 80)
    }

    @Test(arguments: [1, Int.max]) func `a lie brings words that name the registry, but no wrong bytes`(times: Int) {
        for request in rehearsal {
            for fault in ProxyFault.lying where fault.touches(request) {
                way.proxy.reset()
                way.proxy.plan(fault, times: times) { $0.method == request.method && $0.place == request.place }
                judge("\(fault) at \(request)") { try way.client(Waiting()).pull("app") }
            }
        }
    }

    @Test func `what stays ends in words that name the registry`() {
        for request in rehearsal {
            for fault in ProxyFault.staying where fault.touches(request) {
                way.proxy.reset()
                way.proxy.plan(fault, times: .max) { $0.method == request.method && $0.place == request.place }
                let waiting = Waiting()
                judge("\(fault) at \(request) for ever") { try way.client(waiting).pull("app") }
                #expect(waiting.pauses.reduce(0, +) <= FaultyWay.patience + 1, "\(fault) at \(request)")
            }
        }
    }

    /// That there is no such image is an answer that a registry may give.
    private func judge(_ circumstances: String, _ pull: () throws -> PulledImage?) {
        do {
            let found = try pull()
            #expect(found == nil || found == PulledImage(image), "\(circumstances)")
        } catch {
            #expect(error is RegistryFault, "\(circumstances): \(error)")
            #expect("\(error)".contains(way.proxy.name), "\(circumstances): \(error)")
        }
    }

    @Test func `what breaks off goes on where it stood`() throws {
        let layer = ContentHash.digest(of: image.layers[1])
        way.proxy.reset()
        way.proxy.plan(.cutsAnswer(at: 200_000), times: 2) { $0.place.hasSuffix("\(layer)") }
        #expect(try way.client(Waiting()).pull("app") == PulledImage(image))
        let parts = way.proxy.requests.filter { $0.place.hasSuffix("\(layer)") }
        #expect(parts.compactMap { $0.headers["range"] } == ["bytes=200000-", "bytes=400000-"])
        #expect(parts.map(\.received) == [200_000, 200_000, Int64(image.layers[1].count) - 400_000])
    }

    // MARK: - What registries have that is not what it should be

    @Test func `a blob of another size is refused`() throws {
        let layer = ContentHash.digest(of: image.layers[0])
        try way.server.replace(layer, with: image.layers[0] + [0])
        let fault = try #require(throws: RegistryFault.self) { try way.client(Waiting()).pull("app") }
        #expect("\(fault)".contains("\(image.layers[0].count + 1) bytes, not \(image.layers[0].count)"))
        #expect("\(fault)".contains("\(layer)"))
    }

    @Test func `a manifest that is not what its digest says is refused`() throws {
        var other = image.manifest
        other[other.count - 2] = UInt8(ascii: " ")
        try way.server.replace(image.digest, with: other)
        let fault = try #require(throws: RegistryFault.self) {
            try way.client(Waiting()).manifest("app", .digest(image.digest))
        }
        #expect("\(fault)".contains("\(image.digest)"))
    }

    @Test func `a manifest that lies about the size of a layer is found out`() throws {
        let text = String(decoding: image.manifest, as: UTF8.self)
        let size = image.layers[0].count
        for wrong in [size - 1, size + 1, 0] {
            let manifest = Array(text.replacing("\"size\":\(size)", with: "\"size\":\(wrong)").utf8)
            try way.server.add(manifest: manifest, to: "app", as: "lie")
            let fault = try #require(throws: RegistryFault.self) { try way.client(Waiting()).pull("app", "lie") }
            #expect("\(fault)".contains("\(ContentHash.digest(of: image.layers[0]))") || wrong == 0)
        }
    }
}
