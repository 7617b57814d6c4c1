import Foundation
import TestSupport
import Testing
import Values

@Suite(.enabled(if: CopyFixture.isPossible, "\(CopyFixture.reason)"))
struct CopySetTests {
    private let fixture: CopyFixture
    private var here: RegistryServer { fixture.here }
    private let images: [String: TestImage]

    init() throws {
        fixture = try CopyFixture()
        images = Dictionary(
            uniqueKeysWithValues: zip(["api", "db", "web"], 1...3).map { name, seed in
                (name, TestImage(layers: [2000 * seed], seed: UInt64(seed)))
            })
        for (name, image) in images { try fixture.here.add(image, to: name, as: "sha-abc") }
        try fixture.bake("api", "db", "web")
    }

    @Test func `a set is promoted by the names of its targets`() throws {
        let run = try fixture.run("copy", "--set", "set.json", "\(here.name)/{name}:sha-abc", "\(here.name)/{name}:v1")
        #expect(run.code == 0, "\(run.errors)")
        for (name, image) in images {
            #expect(here.has(image, in: name, as: "v1"))
            #expect(run.lines.contains("\(here.name)/\(name):v1 \(image.digest)"))
        }
        #expect(here.blobTraffic.isEmpty)
        let two = try fixture.run(
            "copy", "--set", "set.json", "\(here.name)/{name}:v1", "\(here.name)/prod/{name}:v1", "db", "web")
        #expect(two.code == 0, "\(two.errors)")
        #expect(here.tags(of: "prod/api").isEmpty)
        #expect(here.has(try #require(images["db"]), in: "prod/db", as: "v1"))
    }

    @Test func `one that is missing keeps all tags where they are`() throws {
        let old = TestImage(layers: [500], seed: 9)
        try here.add(old, to: "api", as: "v1")
        try fixture.bake("api", "db", "gone", "web")
        let run = try fixture.run("copy", "--set", "set.json", "\(here.name)/{name}:sha-abc", "\(here.name)/{name}:v1")
        #expect(run.code == 1)
        #expect(here.has(old, in: "api", as: "v1"))
        #expect(here.tags(of: "db") == ["sha-abc"])
        #expect(here.tags(of: "web") == ["sha-abc"])
        #expect(run.errors.contains("error: copy of \(here.name)/gone:v1 (process "), "\(run.errors)")
        #expect(run.errors.contains("has no manifest sha-abc of gone"), "\(run.errors)")
        #expect(run.errors.contains("were left where they were"), "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    @Test func `a repository that takes nothing keeps all tags where they are`() throws {
        let proxy = try FaultProxy(to: here.port)
        proxy.plan(.answers(403, body: #"{"errors":[{"code":"DENIED","message":"not yours"}]}"#), times: 100) {
            $0.path.contains("/prod/db/") && $0.method == "POST"
        }
        let run = try fixture.run(
            "copy", "--set", "set.json", "\(proxy.name)/{name}:sha-abc", "\(proxy.name)/prod/{name}:v1")
        #expect(run.code == 1)
        #expect(
            run.errors.contains("copy of \(proxy.name)/prod/db:v1") && run.errors.contains("not yours"), "\(run.errors)"
        )
        for name in images.keys { #expect(here.tags(of: "prod/\(name)").isEmpty) }
        // They are there by their digests, for the next try.
        #expect(here.manifests(of: "prod/api").count == 1)
    }

    @Test func `a tag that cannot be moved has those put back that were`() throws {
        let old = TestImage(layers: [500], seed: 9)
        for name in images.keys { try here.add(old, to: name, as: "v1") }
        let proxy = try FaultProxy(to: here.port)
        proxy.plan(.answers(403), times: 100) { $0.path.hasSuffix("/web/manifests/v1") && $0.method == "PUT" }
        let run = try fixture.run(
            "copy", "--set", "set.json", "\(proxy.name)/{name}:sha-abc", "\(proxy.name)/{name}:v1")
        #expect(run.code == 1)
        #expect(proxy.requests.contains { $0.path.hasSuffix("/api/manifests/v1") && $0.method == "PUT" })
        for name in images.keys { #expect(here.digest(of: "v1", in: name) == old.digest, "\(name)") }
    }

    @Test func `tags that were not there before are taken away again`() throws {
        let proxy = try FaultProxy(to: here.port)
        proxy.plan(.answers(403), times: 100) { $0.path.hasSuffix("/prod/web/manifests/v1") && $0.method == "PUT" }
        let run = try fixture.run(
            "copy", "--set", "set.json", "\(proxy.name)/{name}:sha-abc", "\(proxy.name)/prod/{name}:v1")
        #expect(run.code == 1)
        #expect(proxy.requests.contains { $0.path.hasSuffix("/prod/api/manifests/v1") && $0.method == "PUT" })
        for name in images.keys { #expect(here.digest(of: "v1", in: "prod/\(name)") == nil, "\(name): \(run.errors)") }
    }

    @Test func `one by one, the others get their tags`() throws {
        try fixture.bake("api", "gone")
        let run = try fixture.run(
            "copy", "--no-tags-together", "--set", "set.json", "\(here.name)/{name}:sha-abc", "\(here.name)/{name}:v1")
        #expect(run.code == 1)
        #expect(here.has(try #require(images["api"]), in: "api", as: "v1"))
    }
}
