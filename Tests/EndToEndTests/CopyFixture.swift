import Foundation
import Hashing
import Host
import TestSupport
import Values

/// Two registries, a program that copies between them, and images with what refers to them.
final class CopyFixture {
    /// Everybody may use it; it deletes what it is told to.
    let here: RegistryServer
    /// Wants a name and a password; it deletes nothing.
    let there: RegistryServer
    let hearth: HearthFixture

    static let isPossible = RegistryServer.isPossible
    static let reason = RegistryServer.reason

    init() throws {
        here = try RegistryServer()
        there = try RegistryServer(
            .init {
                $0.admission = .passwords(["me": "secret"])
                $0.allowsDeleting = false
            })
        hearth = try HearthFixture()
    }

    @discardableResult
    func run(_ words: String..., environment: [String: String?] = [:]) throws -> HearthRun {
        let login = Data("me:secret".utf8).base64EncodedString()
        let usual: [String: String?] = [
            "HEARTH_PATIENCE": "2", "DOCKER_AUTH_CONFIG": #"{"auths":{"\#(there.name)":{"auth":"\#(login)"}}}"#,
        ]
        return try hearth.run(HearthFixture.program, words, environment: usual.merging(environment) { $1 })
    }

    /// An index of two images, for amd64 and for arm64, which are added with it.
    func addIndex(to repository: String, as tag: String) throws -> (bytes: [UInt8], images: [TestImage]) {
        let images = [TestImage(layers: [3000], seed: 11), TestImage(layers: [4000], seed: 12)]
        let entries = try zip(images, ["amd64", "arm64"]).map { image, architecture -> JSON in
            try here.add(image, to: repository, as: "part")
            return Self.descriptor(
                TestImage.manifestType, image.manifest,
                [
                    "platform": .object([
                        .init("architecture", .string(architecture)), .init("os", "linux"),
                    ])
                ])
        }
        // Not as this program would write it.
        let index: JSON = [
            "manifests": .array(entries), "schemaVersion": 2,
            "mediaType": "application/vnd.oci.image.index.v1+json", "annotations": ["z": "1", "a": "2"],
        ]
        let bytes = Array(" ".utf8) + index.encoded() + Array("\n\n".utf8)
        try here.add(manifest: bytes, to: repository, as: tag)
        return (bytes, images)
    }

    /// Attaches an artifact to a manifest of the first registry, as registries without an API for referrers list it.
    func attach(_ content: String, to subject: [UInt8], in repository: String) throws -> [UInt8] {
        let (blob, empty) = (Array(content.utf8), Array("{}".utf8))
        try here.add(blob: blob, to: repository)
        try here.add(blob: empty, to: repository)
        let artifact: JSON = [
            "schemaVersion": 2, "mediaType": .string(TestImage.manifestType), "artifactType": "application/vnd.test",
            "config": Self.descriptor("application/vnd.oci.empty.v1+json", empty),
            "layers": .array([Self.descriptor("text/plain", blob)]),
            "subject": Self.descriptor(TestImage.manifestType, subject),
        ]
        let bytes = artifact.encoded()
        try here.add(manifest: bytes, to: repository, as: nil)
        let list: JSON = [
            "schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json",
            "manifests": .array([Self.descriptor(TestImage.manifestType, bytes)]),
        ]
        try here.add(manifest: list.encoded(), to: repository, as: Self.fallbackTag(of: subject))
        return bytes
    }

    static func fallbackTag(of document: [UInt8]) -> String { "sha256-\(ContentHash.digest(of: document).hex)" }

    private static func descriptor(_ type: String, _ bytes: [UInt8], _ more: [String: JSON] = [:]) -> JSON {
        let members: [JSON.Member] = [
            .init("mediaType", .string(type)), .init("digest", .string("\(ContentHash.digest(of: bytes))")),
            .init("size", .integer(Int64(bytes.count))),
        ]
        return .object(members + more.map { JSON.Member($0.key, $0.value) })
    }

    /// A bake file with targets that nobody builds.
    func bake(_ targets: String...) throws {
        let names = targets.map { "\"\($0)\"" }.joined(separator: ", ")
        let all = targets.map { #""\#($0)": {}"# }.joined(separator: ", ")
        try hearth.file(
            "set.json", Array(#"{"group": {"default": {"targets": [\#(names)]}}, "target": {\#(all)}}"#.utf8))
    }
}

extension RegistryServer {
    /// What it was asked that moves bytes of blobs.
    var blobTraffic: [LoggedRequest] {
        requests.filter { request in
            request.path.contains("/blobs/") && request.method == "GET" || request.method == "PATCH"
                || request.path.contains("/uploads/") && request.method == "PUT"
        }
    }
}
