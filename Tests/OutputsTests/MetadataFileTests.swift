import Foundation
import Host
import OCI
import TestSupport
import Testing
import Values

@testable import Outputs

@Suite struct MetadataFileTests {
    private let directory: TemporaryDirectory
    private var result: ExportResult {
        ExportResult(
            descriptor: Descriptor(mediaType: MediaType.manifest, digest: SampleTarget.digest(1), size: 7),
            configuration: SampleTarget.digest(2), names: ["docker.io/library/a:1", "docker.io/library/b:2"])
    }

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOf: (directory.path / name).url, encoding: .utf8)
    }

    @Test func `the keys are those of buildx`() throws {
        try MetadataFile.write(result, to: directory.path / "m.json")
        let object = try JSONSerialization.jsonObject(with: Data(try text("m.json").utf8)) as? [String: Any]
        #expect(object?["containerimage.digest"] as? String == "\(SampleTarget.digest(1))")
        #expect(object?["containerimage.config.digest"] as? String == "\(SampleTarget.digest(2))")
        #expect((object?["containerimage.descriptor"] as? [String: Any])?["size"] as? Int == 7)
        #expect(object?["image.name"] as? String == "docker.io/library/a:1,docker.io/library/b:2")
    }

    @Test func `for bake there is a member for each target`() throws {
        try MetadataFile.write(["b": result, "a": ExportResult()], to: directory.path / "m.json")
        let object = try JSONSerialization.jsonObject(with: Data(try text("m.json").utf8)) as? [String: Any]
        #expect(object.map { Set($0.keys) } == ["a", "b"])
    }

    @Test func `the identifier is that of the configuration, or of the index`() throws {
        try MetadataFile.write(imageID: result, to: directory.path / "iid")
        #expect(try text("iid") == "\(SampleTarget.digest(2))")
        var index = result
        index.configuration = nil
        try MetadataFile.write(imageID: index, to: directory.path / "iid")
        #expect(try text("iid") == "\(SampleTarget.digest(1))")
    }

    @Test func `a file appears whole, with the permissions of new files, and through a link`() throws {
        try FileManager.default.createSymbolicLink(
            atPath: (directory.path / "link").description, withDestinationPath: "target")
        try Data("old".utf8).write(to: (directory.path / "target").url)
        try OutputFile.write(Array("new".utf8), to: directory.path / "link")
        #expect(try text("target") == "new")
        let abandoned = try OutputFile(directory.path / "deep/er/file")
        try abandoned.write(Array("half".utf8))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: (directory.path / "deep/er").description).count == 1)
        #expect(!FileManager.default.fileExists(atPath: (directory.path / "deep/er/file").description))
        withExtendedLifetime(abandoned) {}
    }
}
