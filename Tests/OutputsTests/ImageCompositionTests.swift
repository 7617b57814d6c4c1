import BakeLanguage
import OCI
import Testing
import Values

@testable import Outputs

@Suite struct ImageCompositionTests {
    private func composition(_ annotations: [String] = [], isDocker: Bool = false) throws -> ImageComposition {
        ImageComposition(
            types: MediaTypes(isDocker: isDocker),
            annotations: AnnotationSet(try AnnotationSet.annotations(annotations, SampleTarget.here)))
    }

    private func layer(_ byte: UInt8) -> Descriptor {
        Descriptor(mediaType: MediaType.layer, digest: SampleTarget.digest(byte), size: 10)
    }

    @Test func `one platform makes a manifest`() throws {
        let image = try composition(["a=b", "manifest-descriptor:d=e"]).image(
            [SampleTarget.image("linux/amd64")], [[layer(1), layer(2)]])
        #expect(image.root.mediaType == MediaType.manifest)
        #expect(image.root.annotations == ["d": "e"])
        #expect(image.documents.map(\.descriptor.mediaType) == [MediaType.configuration, MediaType.manifest])
        #expect(image.configuration == image.documents[0].descriptor.digest)
        guard case .manifest(let manifest) = try ImageDocument(parsing: image.documents[1].bytes) else {
            Issue.record("no manifest")
            return
        }
        #expect(manifest.annotations == ["a": "b"])
        #expect(manifest.layers.map(\.digest) == [SampleTarget.digest(1), SampleTarget.digest(2)])
        #expect(
            image.documents[1].parts
                == [image.documents[0].descriptor.digest, SampleTarget.digest(1), SampleTarget.digest(2)])
    }

    @Test func `several platforms make an index, and a layer that they share is there once`() throws {
        let image = try composition(["index:i=1", "index-descriptor:x=2", "manifest[linux/arm64]:m=3"]).image(
            [SampleTarget.image("linux/amd64"), SampleTarget.image("linux/arm64")], [[layer(1)], [layer(1), layer(2)]])
        #expect(image.root.mediaType == MediaType.index)
        #expect(image.root.annotations == ["x": "2"])
        #expect(image.configuration == nil)
        #expect(image.layers.count == 2)
        guard case .index(let index) = try ImageDocument(parsing: try #require(image.documents.last).bytes) else {
            Issue.record("no index")
            return
        }
        #expect(index.annotations == ["i": "1"])
        #expect(index.manifests.compactMap(\.platform?.architecture) == ["amd64", "arm64"])
        guard case .manifest(let arm) = try ImageDocument(parsing: image.documents[3].bytes) else {
            Issue.record("no manifest")
            return
        }
        #expect(arm.annotations == ["m": "3"])
    }

    @Test func `equal content has equal digests`() throws {
        let (first, second) = (
            try composition(["b=1", "a=2"]).image([SampleTarget.image("linux/amd64")], [[layer(1)]]),
            try composition(["a=2", "b=1"]).image([SampleTarget.image("linux/amd64")], [[layer(1)]])
        )
        #expect(first.root == second.root)
    }

    @Test func `Docker's media types are used throughout`() throws {
        let image = try composition(isDocker: true).image([SampleTarget.image("linux/amd64")], [[]])
        #expect(
            image.documents.map(\.descriptor.mediaType) == [MediaType.dockerConfiguration, MediaType.dockerManifest])
        let types = MediaTypes(isDocker: true)
        #expect(types.layer(MediaType.layer + "+gzip") == MediaType.dockerLayer + ".gzip")
        #expect(types.layer(MediaType.layer) == MediaType.dockerLayer)
        #expect(MediaTypes(isDocker: false).layer(MediaType.dockerLayer + ".gzip") == MediaType.layer + "+gzip")
    }

    @Test func `annotations that have no place are refused`() throws {
        func check(_ text: String, _ platforms: [String], hasOCITypes: Bool = true) throws {
            let set = AnnotationSet(try AnnotationSet.annotations([text], SampleTarget.here))
            try set.check(against: platforms.map(SampleTarget.platform), hasOCITypes: hasOCITypes)
        }
        #expect(throws: OutputFault.self) { try check("index:a=b", ["linux/amd64"]) }
        #expect(throws: OutputFault.self) { try check("manifest[linux/s390x]:a=b", ["linux/amd64", "linux/arm64"]) }
        #expect(throws: OutputFault.self) { try check("manifest-descriptor:a=b", ["linux/amd64"], hasOCITypes: false) }
        try check("index:a=b", ["linux/amd64", "linux/arm64"])
        try check("a=b", ["linux/amd64"], hasOCITypes: false)
    }

    @Test func `nothing is younger than the epoch, and what the base says of itself stays`() throws {
        var image = SampleTarget.image(
            "linux/amd64",
            layers: [
                BuiltLayer(.unpacked(SampleTarget.layer(1)), step: nil),
                BuiltLayer(.unpacked(SampleTarget.layer(2)), step: "RUN x"),
            ])
        image.configuration.history[1].created = "2020-01-01T00:00:00.5+01:00"
        let clamped = image.clamped(to: Timestamp(seconds: 1_234_567_890, nanoseconds: 0))
        #expect(clamped.configuration.created == "2009-02-13T23:31:30Z")
        #expect(clamped.configuration.history.map(\.created) == ["2026-01-02T03:04:05Z", "2009-02-13T23:31:30Z"])
    }
}
