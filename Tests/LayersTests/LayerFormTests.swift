import ContentStore
import Foundation
import Hashing
import Host
import OCI
import TestSupport
import Testing
import Values

@testable import Layers

@Suite struct LayerFormTests {
    let fixture: LayerFixture
    let layer: StoredLayer

    init() throws {
        fixture = try LayerFixture()
        layer = try fixture.layers.add(PackTests.sample(), seconds: 1)
    }

    @Test(arguments: [("gzip", "gzip"), ("zstd", "zstd")]) func `other programs unpack what we pack`(
        _ form: String, _ program: String
    ) throws {
        let form = LayerForm(try #require(LayerForm.Compression(rawValue: form)))
        let descriptor = try fixture.layers.blob(of: layer, as: form)
        let bytes = try fixture.blob(descriptor.digest)
        #expect(descriptor.size == Int64(bytes.count))
        #expect(ContentHash.digest(of: bytes) == descriptor.digest)
        let file = try fixture.file(bytes, "packed")
        try run("sh", "-c", "\(program) -dc < packed > plain", in: file.parent)
        #expect(try run("sha256sum", "plain", in: file.parent).hasPrefix(layer.diffID.hex))
    }

    @Test func `a form is made once`() throws {
        let first = try fixture.layers.blob(of: layer, as: LayerForm(.gzip))
        let blobs = try fixture.store.blobs().count
        #expect(try fixture.reopened().blob(of: layer, as: LayerForm(.gzip)) == first)
        #expect(
            try fixture.layers.blob(of: layer, as: LayerForm(.gzip, level: 6, isDocker: true)).digest == first.digest)
        #expect(try fixture.store.blobs().count == blobs)
        #expect(try fixture.layers.blob(of: layer, as: LayerForm(.gzip, level: 9)).digest != first.digest)
    }

    @Test func `media types are those of OCI or of Docker`() throws {
        func type(_ form: LayerForm) throws -> String { try fixture.layers.blob(of: layer, as: form).mediaType }
        #expect(try type(LayerForm(.none)) == "application/vnd.oci.image.layer.v1.tar")
        #expect(try type(LayerForm(.gzip)) == "application/vnd.oci.image.layer.v1.tar+gzip")
        #expect(try type(LayerForm(.zstd)) == "application/vnd.oci.image.layer.v1.tar+zstd")
        #expect(try type(LayerForm(.none, isDocker: true)) == "application/vnd.docker.image.rootfs.diff.tar")
        #expect(try type(LayerForm(.gzip, isDocker: true)) == "application/vnd.docker.image.rootfs.diff.tar.gzip")
        #expect(try type(LayerForm(.zstd, isDocker: true)) == "application/vnd.docker.image.rootfs.diff.tar.zstd")
    }

    @Test func `the pack itself is the plain form, and estargz is none that we have`() throws {
        let plain = try fixture.layers.blob(of: layer, as: LayerForm(.none))
        #expect(plain.digest == layer.diffID)
        #expect(plain.size == layer.size)
        #expect(throws: LayerFault.self) { try fixture.layers.blob(of: layer, as: LayerForm(.estargz)) }
    }

    @Test func `progress comes to the end`() throws {
        var last: Int64 = 0
        _ = try fixture.layers.blob(of: layer, as: LayerForm(.gzip)) { last = $0 }
        #expect(last == layer.size)
    }

    @Test func `a clamped layer has no younger times, and the same identity`() throws {
        let epoch = Timestamp(microseconds: 1_600_000_000_000_000)
        let clamped = try fixture.layers.clamped(layer, to: epoch)
        #expect(clamped.identity == layer.identity)
        #expect(clamped.diffID != layer.diffID)
        let tree = try fixture.layers.tree(of: clamped)
        #expect(tree.walk.allSatisfy { $0.node.attributes.modified <= 1_600_000_000_000_000_000 })
        #expect(tree.node(at: Array("old".utf8))?.attributes.modified == -5_000_000_000)
        #expect(try fixture.layers.clamped(clamped, to: epoch) == clamped)
        let list = try run("tar", "-tvf", fixture.file(fixture.pack(clamped)).description)
        #expect(list.contains("2020-09-13 12:26 a.txt"))
        #expect(!list.contains("2023-"))
    }
}
