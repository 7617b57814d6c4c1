import Foundation
import Hashing
package import Host
package import Values

/// An image of layers that are as large as a test wants them, each a tar archive with one file of noise.
package struct TestImage: Sendable {
    package let layers: [[UInt8]]
    package let configuration: [UInt8]
    package let manifest: [UInt8]

    package static let manifestType = "application/vnd.oci.image.manifest.v1+json"
    package static let configurationType = "application/vnd.oci.image.config.v1+json"
    package static let layerType = "application/vnd.oci.image.layer.v1.tar"

    /// Equal seeds give equal images; the layers of different ones have nothing in common.
    package init(layers sizes: [Int], seed: UInt64 = 1) {
        var generator = SeededGenerator(seed: seed)
        layers = sizes.enumerated().map { number, size in
            var tar = SampleTar()
            tar.add("file-\(number)", "0", generator.noise(size))
            return tar.ended
        }
        let diffs = layers.map { JSON.string("\(ContentHash.digest(of: $0))") }
        let configuration: JSON = [
            "architecture": "amd64", "os": "linux", "config": ["Labels": ["seed": .string("\(seed)")]],
            "rootfs": ["type": "layers", "diff_ids": .array(diffs)],
        ]
        self.configuration = configuration.encoded()
        let manifest: JSON = [
            "schemaVersion": 2, "mediaType": .string(Self.manifestType),
            "config": Self.descriptor(Self.configurationType, self.configuration),
            "layers": .array(layers.map { Self.descriptor(Self.layerType, $0) }),
        ]
        self.manifest = manifest.encoded()
    }

    private static func descriptor(_ type: String, _ bytes: [UInt8]) -> JSON {
        [
            "mediaType": .string(type), "digest": .string("\(ContentHash.digest(of: bytes))"),
            "size": .integer(Int64(bytes.count)),
        ]
    }

    package var digest: Digest { ContentHash.digest(of: manifest) }

    /// The layers and the configuration.
    package var blobs: [[UInt8]] { layers + [configuration] }

    package var blobDigests: Set<Digest> { Set(blobs.map { ContentHash.digest(of: $0) }) }

    /// Writes it as an OCI layout.
    package func write(to folder: Path, tag: String) throws {
        let blobs = folder / "blobs/sha256"
        try FileManager.default.createDirectory(at: blobs.url, withIntermediateDirectories: true)
        for bytes in self.blobs + [manifest] {
            try Data(bytes).write(to: (blobs / ContentHash.digest(of: bytes).hex).url)
        }
        var entry = Self.descriptor(Self.manifestType, manifest)
        if case .object(let members) = entry {
            entry = .object(members + [.init("annotations", ["org.opencontainers.image.ref.name": .string(tag)])])
        }
        let index: JSON = ["schemaVersion": 2, "manifests": .array([entry])]
        try Data(index.encoded()).write(to: (folder / "index.json").url)
        try Data(#"{"imageLayoutVersion":"1.0.0"}"#.utf8).write(to: (folder / "oci-layout").url)
    }
}

extension RegistryServer {
    /// Has it have an image, as if that had been pushed.
    package func add(_ image: TestImage, to repository: String, as tag: String) throws {
        for bytes in image.blobs { try link(bytes, repository, "_layers") }
        try link(image.manifest, repository, "_manifests/revisions")
        try write(Array("\(image.digest)".utf8), "repositories/\(repository)/_manifests/tags/\(tag)/current/link")
        try link(image.manifest, repository, "_manifests/tags/\(tag)/index")
    }

    /// The same for a document of its own, such as an index; nil gives it no tag.
    package func add(manifest bytes: [UInt8], to repository: String, as tag: String?) throws {
        try link(bytes, repository, "_manifests/revisions")
        guard let tag else { return }
        let digest = ContentHash.digest(of: bytes)
        try write(Array("\(digest)".utf8), "repositories/\(repository)/_manifests/tags/\(tag)/current/link")
        try link(bytes, repository, "_manifests/tags/\(tag)/index")
    }

    /// The same for a blob.
    package func add(blob bytes: [UInt8], to repository: String) throws {
        try link(bytes, repository, "_layers")
    }

    private func link(_ bytes: [UInt8], _ repository: String, _ kind: String) throws {
        let digest = ContentHash.digest(of: bytes)
        try write(bytes, "blobs/sha256/\(digest.hex.prefix(2))/\(digest.hex)/data")
        try write(Array("\(digest)".utf8), "repositories/\(repository)/\(kind)/sha256/\(digest.hex)/link")
    }

    private func write(_ bytes: [UInt8], _ place: String) throws {
        let path = root / place
        try FileManager.default.createDirectory(at: path.parent.url, withIntermediateDirectories: true)
        try Data(bytes).write(to: path.url)
    }

    /// Whether a tag leads to the whole of an image, byte by byte.
    package func has(_ image: TestImage, in repository: String, as tag: String) -> Bool {
        digest(of: tag, in: repository) == image.digest && content(image.digest) == image.manifest
            && blobs(of: repository).isSuperset(of: image.blobDigests)
            && image.blobs.allSatisfy { content(ContentHash.digest(of: $0)) == $0 }
    }
}
