import ContentStore
import DockerfileLanguage
import Foundation
import Hashing
import Host
import OCI
import Planning
import TestSupport
import Testing
import Values

@Suite struct ImagesTests {
    private let directory: TemporaryDirectory
    private let store: Store
    private let amd64 = Platform(system: "linux", architecture: "amd64")
    private let arm64 = Platform(system: "linux", architecture: "arm64")

    init() throws {
        directory = try TemporaryDirectory()
        store = try Store(StoreConfiguration(home: directory.path / "home", limit: .none))
    }

    private func add(_ json: JSON) throws -> Digest {
        try store.add(json.encoded()).blob.digest
    }

    private func addImage(_ platform: Platform, _ variable: String) throws -> (configuration: Digest, manifest: Digest)
    {
        var configuration = ImageConfiguration(platform: platform)
        configuration.execution.environment = [variable]
        let json = configuration.json
        let digest = try add(json)
        let descriptor = Descriptor(
            mediaType: MediaType.configuration, digest: digest, size: Int64(json.encoded().count))
        return (digest, try add(Manifest(configuration: descriptor, layers: []).json))
    }

    private func index(_ images: [(Digest, Platform)]) -> Index {
        Index(
            manifests: images.map { digest, platform in
                let size = (try? store.blob(digest)?.size) ?? 1
                return Descriptor(mediaType: MediaType.manifest, digest: digest, size: size, platform: platform)
            })
    }

    private func find(_ name: String, _ platform: Platform? = nil) throws -> BaseImage {
        try Images(store: store).image(ImageRequest(ImageReference(name), for: platform ?? amd64))
    }

    @Test(arguments: ["docker.io/library/alpine:3.20", "alpine:3.20", "docker.io/alpine:3.20"])
    func `an image is found under any form of its name`(stored: String) throws {
        let (_, manifest) = try addImage(amd64, "A=1")
        try store.setReference(stored, to: manifest)
        let image = try find("alpine:3.20")
        #expect(image.name == "docker.io/library/alpine:3.20")
        #expect(image.origin == .manifest(manifest))
        #expect(image.configuration.execution.environment == ["A=1"])
        #expect(try find("alpine:3.19").origin == .unknown)
    }

    @Test func `the full name goes before a short one`() throws {
        let (one, two) = (try addImage(amd64, "A=1").manifest, try addImage(amd64, "A=2").manifest)
        try store.setReference("alpine", to: one)
        try store.setReference("docker.io/library/alpine:latest", to: two)
        #expect(try find("alpine").origin == .manifest(two))
    }

    @Test func `an index leads to the image for the platform`() throws {
        let (one, two) = (try addImage(amd64, "A=1").manifest, try addImage(arm64, "A=2").manifest)
        try store.setReference("alpine", to: try add(index([(one, amd64), (two, arm64)]).json))
        #expect(try find("alpine").origin == .manifest(one))
        #expect(try find("alpine", arm64).origin == .manifest(two))
        #expect(throws: StoredImageFault.self) { try find("alpine", Platform(system: "linux", architecture: "s390x")) }
    }

    @Test func `an image that is nowhere is a guess`() throws {
        let image = try find("alpine", arm64)
        #expect(image.origin == .unknown)
        #expect(image.configuration.platform == arm64)
        #expect(image.configuration.execution.environment.first?.hasPrefix("PATH=/usr/local/sbin:") == true)
        #expect(try Images(store: nil).image(ImageRequest(ImageReference("alpine"), for: arm64)) == image)
    }

    @Test func `one that is pinned is known by its digest, in the store or not`() throws {
        let (_, manifest) = try addImage(amd64, "A=1")
        let image = try find("alpine:3@\(manifest)")
        #expect(image.origin == .manifest(manifest))
        #expect(image.configuration.execution.environment == ["A=1"])
        let far = try #require(Digest(.sha256, bytes: Array(repeating: 7, count: 32)))
        #expect(try find("alpine@\(far)").origin == .manifest(far))
        #expect(
            try Images(store: nil).image(ImageRequest(ImageReference("alpine@\(far)"), for: amd64)).origin
                == .manifest(far))
    }

    @Test func `what was evicted of an image is no fault, and its digest stays known`() throws {
        let manifest = try #require(Digest(.sha256, bytes: Array(repeating: 7, count: 32)))
        try store.setReference("alpine", to: try add(index([(manifest, amd64)]).json))
        #expect(try find("alpine").origin == .manifest(manifest))
        let descriptor = Descriptor(mediaType: MediaType.configuration, digest: manifest, size: 1)
        let lone = try add(Manifest(configuration: descriptor, layers: []).json)
        try store.setReference("alpine:lone", to: lone)
        #expect(try find("alpine:lone").origin == .manifest(lone))
    }

    @Test func `a name that leads to an archive says nothing yet, and a broken manifest is a fault`() throws {
        try store.setReference("alpine", to: try store.add(Array("tar".utf8)).blob.digest)
        #expect(try find("alpine").origin == .unknown)
        try store.setReference("broken", to: try store.add(Array("{}".utf8)).blob.digest)
        #expect(throws: StoredImageFault.self) { try find("broken") }
    }

    // Layouts.

    private func write(_ bytes: [UInt8], _ parts: String...) throws {
        let path = URL(fileURLWithPath: (directory.path / parts.joined(separator: "/")).description)
        try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: path)
    }

    private func writeBlob(_ json: JSON) throws -> (Digest, Int64) {
        let bytes = json.encoded()
        let digest = ContentHash.digest(of: bytes)
        try write(bytes, "layout/blobs/sha256", digest.hex)
        return (digest, Int64(bytes.count))
    }

    private func writeLayout() throws -> Digest {
        var configuration = ImageConfiguration(platform: amd64)
        configuration.execution.user = "app"
        let (digest, size) = try writeBlob(configuration.json)
        let descriptor = Descriptor(mediaType: MediaType.configuration, digest: digest, size: size)
        let (manifest, length) = try writeBlob(Manifest(configuration: descriptor, layers: []).json)
        let index = Index(manifests: [Descriptor(mediaType: MediaType.manifest, digest: manifest, size: length)])
        try write(index.json.encoded(), "layout/index.json")
        return manifest
    }

    private func findInLayout(_ text: String) throws -> BaseImage {
        let reference = try #require(try LayoutReference(text))
        return try Images(store: nil).image(named: "base", in: reference, from: directory.path, for: amd64)
    }

    @Test func `an image is found in a layout, by a path from where the bake file is`() throws {
        let manifest = try writeLayout()
        for text in ["layout", "./layout/:x", "\(directory.path)/layout:v1", "layout@\(manifest)"] {
            let image = try findInLayout("oci-layout://\(text)")
            #expect(image.name == "base" && image.origin == .manifest(manifest))
            #expect(image.configuration.execution.user == "app")
        }
    }

    @Test func `a layout that is none is told from one that lacks something`() throws {
        let manifest = try writeLayout()
        func words(_ text: String) -> String {
            do { return "\(try findInLayout("oci-layout://\(text)"))" } catch { return "\(error)" }
        }
        #expect(words("nowhere") == "there is no OCI layout in \"nowhere\": it is not a directory")
        #expect(words("layout/index.json").hasSuffix("it is not a directory"))
        #expect(words("home").hasSuffix("it has no index.json"))
        try write(Array("x".utf8), "layout/blobs/sha256", manifest.hex)
        #expect(words("layout@\(manifest)").contains("is damaged"))
        #expect(mkfifo((directory.path / "layout/fifo").description, 0o600) == 0)
        _ = try FileManager.default.removeItem(atPath: "\(directory.path)/layout/index.json")
        #expect(symlink("fifo", "\(directory.path)/layout/index.json") == 0)
        #expect(words("layout").contains("cannot be read"))
    }
}
