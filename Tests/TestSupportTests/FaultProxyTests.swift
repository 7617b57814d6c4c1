import Foundation
import Hashing
import Host
import Synchronization
import TestSupport
import Testing

/// Curl is the client, so that nothing of ours is on both sides.
@Suite(.enabled(if: RegistryServer.isPossible, "\(RegistryServer.reason)"))
struct FaultProxyTests {
    private let registry: RegistryServer
    private let proxy: FaultProxy
    private let image = TestImage(layers: [300_000])
    private let folder: TemporaryDirectory

    init() throws {
        registry = try RegistryServer()
        proxy = try FaultProxy(to: registry.port)
        folder = try TemporaryDirectory()
        try registry.add(image, to: "app", as: "1")
    }

    private func curl(_ words: String...) throws -> (code: Int32, output: [UInt8]) {
        let run = try Subprocess("curl", ["-s", "-S", "-H", "Accept: \(TestImage.manifestType), */*"] + words).run()
        guard case .exited(let code) = run.end else { return (-1, run.output) }
        return (code, run.output)
    }

    private var layer: String {
        "\(proxy.address)/v2/app/blobs/\(ContentHash.digest(of: image.layers[0]))"
    }

    @Test func `what goes through is as it was, and is written down`() throws {
        let answer = try curl("-u", "ann:s3cret", layer, "\(proxy.address)/v2/app/manifests/1?a=b")
        #expect(answer.code == 0)
        #expect(answer.output == image.layers[0] + image.manifest)
        #expect(proxy.requests.map(\.method) == ["GET", "GET"])
        #expect(proxy.requests.map(\.status) == [200, 200])
        #expect(proxy.requests.map(\.received) == [Int64(image.layers[0].count), Int64(image.manifest.count)])
        #expect(proxy.requests[1].path == "/v2/app/manifests/1?a=b")
        #expect(proxy.requests[1].hasCredentials)
        #expect(proxy.requests[1].namesDigest)
        #expect("\(proxy.requests[1].headers)".contains("ann") == false)
    }

    @Test(arguments: [false, true]) func `an upload goes through, in chunks too`(inChunks: Bool) throws {
        let file = folder.path / "file"
        try Data(image.layers[0]).write(to: file.url)
        let start = try curl("-D", "-", "-X", "POST", "\(proxy.address)/v2/new/blobs/uploads/")
        let lines = String(decoding: start.output, as: UTF8.self).components(separatedBy: "\r\n")
        let place = try #require(lines.first { $0.hasPrefix("Location: ") }?.dropFirst(10))
        #expect(place.hasPrefix(proxy.address))
        let chunks = inChunks ? ["-H", "Transfer-Encoding: chunked"] : []
        let digest = ContentHash.digest(of: image.layers[0])
        let run = try Subprocess("curl", ["-s", "-T", "\(file)", "\(place)&digest=\(digest)"] + chunks).run()
        #expect(run.succeeded)
        #expect(registry.blobs(of: "new") == [digest])
        #expect(proxy.requests.map(\.sent) == [0, Int64(image.layers[0].count)])
        #expect(proxy.requests[1].place == "/v2/new/blobs/uploads/…")
    }

    private enum Exit {
        static let partial: Int32 = 18
        static let nothing: Int32 = 52
        static let reset: Int32 = 56
        static let refused: Int32 = 7
    }

    @Test(arguments: [
        (ProxyFault.dropsRequest(), Exit.nothing, 0), (.dropsRequest(.reset), Exit.reset, 0),
        (.dropsAnswer(), Exit.nothing, 0), (.dropsAnswer(.reset), Exit.reset, 0),
        (.dropsBody(), Exit.partial, 0), (.cutsAnswer(at: 100_000), Exit.partial, 100_000),
        (.shortens, 0, 301_567), (.crumbles(10_000), 0, 301_568),
    ])
    func `a connection ends where it was planned`(fault: ProxyFault, code: Int32, count: Int) throws {
        proxy.plan(fault, at: 0)
        let answer = try curl(layer)
        #expect(answer.code == code)
        #expect(answer.output == Array(image.layers[0].prefix(count)))
        #expect(try curl(layer).output == image.layers[0])
        #expect(proxy.faultCount == 1)
    }

    @Test func `a planned answer keeps the connection`() throws {
        proxy.plan(.answers(429, headers: ["Retry-After: 7"], body: "later"), at: 0)
        let answer = try curl("-i", layer, layer, "-w", "%{num_connects} ")
        #expect(String(decoding: answer.output.prefix(80), as: UTF8.self).contains("429"))
        #expect(String(decoding: answer.output.prefix(80), as: UTF8.self).contains("Retry-After: 7"))
        #expect(answer.output.suffix(2).elementsEqual("0 ".utf8))
        #expect(registry.requests.count == 1)
    }

    @Test func `bytes and digests can be others than they were`() throws {
        proxy.plan(.flips(at: 200_000), at: 0)
        let answer = try curl(layer).output
        #expect(answer.indices.filter { answer[$0] != image.layers[0][$0] } == [200_000])
        proxy.plan(.liesAboutDigest, at: 1)
        let head = try curl("-I", "\(proxy.address)/v2/app/manifests/1")
        #expect(String(decoding: head.output, as: UTF8.self).contains("Docker-Content-Digest: sha256:0000"))
    }

    @Test func `an upload is cut off where that was planned, and the registry has what came`() throws {
        let file = folder.path / "file"
        try Data(image.layers[0]).write(to: file.url)
        proxy.plan(.cutsRequest(at: 123_456), at: 1)
        let start = try curl("-D", "-", "-X", "POST", "\(proxy.address)/v2/new/blobs/uploads/")
        let lines = String(decoding: start.output, as: UTF8.self).components(separatedBy: "\r\n")
        let place = try #require(lines.first { $0.hasPrefix("Location: ") }?.dropFirst(10))
        let run = try Subprocess("curl", ["-s", "-X", "PATCH", "-T", "\(file)", "\(place)"]).run()
        #expect(!run.succeeded)
        #expect(proxy.requests[1].sent == 123_456)
        #expect(registry.uploads(of: "new").count == 1)
        #expect(registry.blobs(of: "new") == [])
    }

    @Test func `connections are refused until they are accepted again`() throws {
        proxy.refuse()
        #expect(try curl(layer).code == Exit.refused)
        try proxy.accept()
        #expect(try curl(layer).output == image.layers[0])
    }

    @Test func `an answer waits till the test lets it go`() throws {
        proxy.plan(.holds, at: 0)
        let program = try Program("/usr/bin/env", ["curl", "-s", layer])
        proxy.waitUntilHeld()
        #expect(proxy.requests[0].status == nil)
        proxy.release()
        while !program.read(atMost: 1 << 16).isEmpty {}
        #expect(program.wait() == 0)
    }

    @Test func `a plan for many is used up`() throws {
        proxy.plan(.answers(503), times: 2) { $0.method == "GET" }
        let codes = try (0..<3).map { _ in
            String(decoding: try curl("-o", "/dev/null", "-w", "%{http_code}", layer).output, as: UTF8.self)
        }
        #expect(codes == ["503", "503", "200"])
    }

    @Test func `a registry that goes down ends the connection`() throws {
        proxy.observe { [registry] in if $0.number == 1 { registry.stop() } }
        #expect(try curl(layer).code == 0)
        #expect(try curl(layer).code == Exit.nothing)
        try registry.start()
        #expect(try curl(layer).output == image.layers[0])
    }
}
