import Hashing
import OCI
import TestSupport
import Testing
import Values

@testable import Registry

/// Against a real registry.
@Suite(.enabled(if: RegistryServer.isPossible, "\(RegistryServer.reason)"))
struct RegistryClientTests {
    let server: RegistryServer
    let client: RegistryClient

    init() throws {
        server = try RegistryServer()
        client = RegistryClient.forTest(server.name)
    }

    private func content(_ count: Int, seed: UInt64 = 1) -> MemoryContent {
        var generator = SeededGenerator(seed: seed)
        return MemoryContent(generator.noise(count))
    }

    /// Pushes an image of one layer, and returns its manifest.
    private func pushImage(_ repository: String = "app", tag: String = "v1", seed: UInt64 = 1) throws -> RemoteManifest
    {
        let (configuration, layer) = (MemoryContent(Array("{\"seed\":\(seed)}".utf8)), content(3000, seed: seed))
        for part in [configuration, layer] {
            _ = try client.push(part.descriptor, to: repository, content: part)
        }
        var described = configuration.descriptor
        described.mediaType = MediaType.configuration
        let manifest = RemoteManifest(Manifest(configuration: described, layers: [layer.descriptor]).json)
        try client.put(manifest, to: repository, as: .tag(tag))
        return manifest
    }

    @Test(arguments: [0, 1, 3000, 1 << 20, (1 << 20) + 1, 5 << 20])
    func `a blob goes there and comes back`(count: Int) throws {
        let content = content(count)
        #expect(try !client.hasBlob(content.descriptor, in: "team/app"))
        #expect(try client.push(content.descriptor, to: "team/app", content: content) == .sent(Int64(count)))
        #expect(try client.hasBlob(content.descriptor, in: "team/app"))
        #expect(try client.bytes(content.descriptor, from: "team/app") == content.bytes)
        #expect(server.uploads(of: "team/app").isEmpty)
    }

    @Test func `a blob is pulled from any place on`() throws {
        let content = content(3000)
        _ = try client.push(content.descriptor, to: "app", content: content)
        #expect(try client.bytes(content.descriptor, from: "app", offset: 1000) == Array(content.bytes[1000...]))
        #expect(try client.bytes(content.descriptor, from: "app", offset: 3000) == [])
    }

    @Test func `what is not there is told`() throws {
        let blob = content(10).descriptor
        #expect(try client.manifest("app", .tag("v1")) == nil)
        #expect(try client.descriptor("app", .tag("v1")) == nil)
        #expect(try client.tags(of: "app") == nil)
        #expect(try !client.delete("app", .digest(blob.digest)))
        #expect { try client.bytes(blob, from: "app") } throws: {
            "\($0)" == "\(server.name) has no blob \(blob.digest) of app"
        }
    }

    @Test func `an image goes there and comes back under tag and digest`() throws {
        let manifest = try pushImage()
        #expect(server.digest(of: "v1", in: "app") == manifest.digest)
        for reference in [ManifestReference.tag("v1"), .digest(manifest.digest)] {
            #expect(try client.manifest("app", reference) == manifest)
            #expect(try client.descriptor("app", reference) == manifest.descriptor)
        }
        let index = RemoteManifest(Index(manifests: [manifest.descriptor]).json)
        try client.put(index, to: "app", as: .digest(index.digest))
        #expect(try client.manifest("app", .digest(index.digest)) == index)
    }

    @Test func `a manifest without its blobs is refused, and why is told`() throws {
        let manifest = RemoteManifest(
            Manifest(configuration: content(5).descriptor, layers: [content(6).descriptor]).json)
        #expect { try client.put(manifest, to: "app", as: .tag("v1")) } throws: { error in
            "\(error)".contains("status 400") && "\(error)".contains("blob unknown to registry")
        }
    }

    @Test func `a blob is mounted from another repository`() throws {
        let content = content(3000)
        _ = try client.push(content.descriptor, to: "one", content: content)
        let outcome = try client.push(
            content.descriptor, to: "two", mountingFrom: ["two", "nowhere", "one"], content: MemoryContent([]))
        #expect(outcome == .mounted(from: "one"))
        #expect(server.blobs(of: "two") == [content.descriptor.digest])
        #expect(server.requests.last.map { [$0.method, "\($0.status)"] } == ["DELETE", "204"])
    }

    @Test func `where nothing can be mounted the upload that has begun is used`() throws {
        let content = content(3000)
        let outcome = try client.push(content.descriptor, to: "two", mountingFrom: ["one"], content: content)
        #expect(outcome == .sent(3000))
        #expect(server.requests.filter { $0.method == "POST" }.count == 1)
    }

    @Test func `tags are listed`() throws {
        for tag in ["a", "b", "c"] { _ = try pushImage(tag: tag) }
        #expect(try client.tags(of: "app").map(Set.init) == ["a", "b", "c"])
    }

    @Test func `an image is deleted by its digest`() throws {
        let manifest = try pushImage()
        #expect(try client.delete("app", .digest(manifest.digest)))
        #expect(try client.manifest("app", .digest(manifest.digest)) == nil)
        #expect(try !client.delete("app", .digest(manifest.digest)))
    }

    @Test func `a registry that does not delete says so`() throws {
        let server = try RegistryServer(.init { $0.allowsDeleting = false })
        let client = RegistryClient.forTest(server.name)
        let digest = ContentHash.digest(of: [])
        #expect { try client.delete("app", .digest(digest)) } throws: {
            "\($0)" == "\(server.name) does not allow to delete manifest \(digest) of app"
        }
    }

    @Test func `what refers to an image is listed under the fallback tag`() throws {
        let image = try pushImage()
        #expect(try client.referrers(of: image.digest, in: "app") == [])
        var seen: [OCI.Descriptor] = []
        for kind in ["test/one", "test/two"] {
            let referrer = RemoteManifest([
                "schemaVersion": 2, "mediaType": .string(MediaType.manifest), "artifactType": .string(kind),
                "config": try #require(JSON(parsing: image.bytes)["config"]), "layers": [],
                "subject": image.descriptor.json, "annotations": ["kind": .string(kind)],
            ])
            for _ in 0..<2 {
                try client.put(referrer, to: "app", as: .digest(referrer.digest), subject: image.descriptor)
            }
            var descriptor = referrer.descriptor
            descriptor.annotations = ["kind": kind]
            seen.append(descriptor)
        }
        #expect(try client.referrers(of: image.digest, in: "app") == seen)
        let tag = try #require(try client.manifest("app", .tag("sha256-\(image.digest.hex)")))
        #expect(try JSON(parsing: tag.bytes)["manifests"]?[1]?["artifactType"] == "test/two")
    }

    @Test func `an upload goes on with another client where the first was thrown away`() throws {
        struct Stop: Error {}
        let content = content(5 << 20)
        var noted: UploadState?
        #expect(throws: Stop.self) {
            try client.push(
                content.descriptor, to: "app",
                note: { state in
                    noted = state
                    if state?.offset == 3 << 20 { throw Stop() }
                }, content: content)
        }
        let again = MemoryContent(content.bytes)
        let other = RegistryClient.forTest(server.name)
        var notes: [Int64?] = []
        let outcome = try other.push(
            again.descriptor, to: "app", resuming: noted, note: { notes.append($0?.offset) }, content: again)
        #expect(outcome == .sent(2 << 20))
        #expect(again.reads.min() == 3 << 20)
        #expect(notes.last == .some(nil))
        #expect(try client.bytes(content.descriptor, from: "app") == content.bytes)
    }

    @Test func `an upload that the registry has forgotten begins anew`() throws {
        let content = content(2 << 20)
        let state = UploadState(location: "\(server.address)/v2/app/blobs/uploads/forgotten?_state=x", offset: 1 << 20)
        var notes: [Int64?] = []
        let outcome = try client.push(
            content.descriptor, to: "app", resuming: state, note: { notes.append($0?.offset) }, content: content)
        #expect(outcome == .sent(2 << 20))
        #expect(notes == [nil, 0, 1 << 20, 2 << 20, nil])
    }

    @Test func `a large blob goes over in chunks of usual size, and comes back`() throws {
        let content = LargeContent(200 << 20)
        let client = RegistryClient.forTest(server.name) { $0 = .init() }
        let descriptor = try content.descriptor()
        #expect(try client.push(descriptor, to: "app", content: content) == .sent(200 << 20))
        #expect(server.requests.filter { $0.method == "PATCH" }.count == 4)
        var hash = ContentHash()
        try client.pull(descriptor, from: "app") { hash.update($0) }
        #expect(hash.digest() == descriptor.digest)
    }

    @Test func `relative locations are followed`() throws {
        let server = try RegistryServer(.init { $0.saysRelativeLocations = true })
        let client = RegistryClient.forTest(server.name)
        let content = content(3 << 20)
        #expect(try client.push(content.descriptor, to: "app", content: content) == .sent(3 << 20))
        #expect(try client.bytes(content.descriptor, from: "app") == content.bytes)
    }

    @Test func `bytes that are not those of the digest are refused, and which they are is told`() throws {
        let content = content(3 << 20)
        var descriptor = content.descriptor
        descriptor.digest = ContentHash.digest(of: [1])
        #expect { try client.push(descriptor, to: "app", content: content) } throws: { error in
            guard case RegistryFault.wrongDigest(_, _, let expected, let found) = error else { return false }
            return expected == descriptor.digest && found == content.descriptor.digest
        }
    }

    @Test func `content that ends early is not sent for what it is not`() throws {
        let content = content(3 << 20)
        let short = MemoryContent(Array(content.bytes.dropLast()))
        #expect(throws: UploadFault.ended(at: (3 << 20) - 1, of: content.descriptor)) {
            try client.push(content.descriptor, to: "app", content: short)
        }
    }
}
