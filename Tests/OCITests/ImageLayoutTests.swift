import OCI
import Testing
import Values

@Suite struct ImageLayoutTests {
    private static let hex = String(repeating: "0c", count: 32)
    private var blobs = MemoryBlobs()

    private func layout(_ manifests: [Descriptor]) -> ImageLayout<MemoryBlobs> {
        let index = Index(manifests: manifests).json.encoded()
        return ImageLayout(path: "dir", index: { index }, blobs: blobs)
    }

    private func find(
        _ text: String, _ manifests: [Descriptor], _ platform: Platform = .amd64
    ) throws -> Image {
        let reference = try #require(try LayoutReference("oci-layout://" + text))
        return try layout(manifests).image(reference, for: platform)
    }

    @Test(
        arguments: [
            ("dir", "dir", "latest", false), ("/a/b:v1", "/a/b", "v1", false), ("dir@sha256:\(hex)", "dir", nil, true),
            ("dir:v1@sha256:\(hex)", "dir", "v1", true), ("../x:1.2-3", "../x", "1.2-3", false),
            // A colon or an at sign in the directory's name.
            ("/a:b/c", "/a:b/c", "latest", false), ("a@b", "a@b", "latest", false),
            ("a b: c", "a b: c", "latest", false),
            ("a@b:v2", "a@b", "v2", false), ("a:", "a:", "latest", false), ("C:/x", "C:/x", "latest", false),
        ] as [(String, String, String?, Bool)])
    func `a reference is a directory, a tag and a digest`(
        text: String, path: String, tag: String?, hasDigest: Bool
    ) throws {
        let reference = try #require(try LayoutReference("oci-layout://" + text))
        #expect(reference.path == path && reference.tag == tag)
        #expect((reference.digest != nil) == hasDigest)
    }

    @Test func `other texts are no references, and some are wrong ones`() throws {
        #expect(try LayoutReference("docker-image://alpine") == nil)
        for text in ["dir@sha256:12", "dir@sha256:\(Self.hex.uppercased())", "dir@md5:\(Self.hex)"] {
            #expect(throws: LayoutFault.self) { try LayoutReference("oci-layout://" + text) }
        }
        #expect(throws: LayoutFault.self) { try LayoutReference("oci-layout://") }
        #expect(throws: LayoutFault.self) { try LayoutReference("oci-layout://:v1") }
    }

    @Test mutating func `an image is found by its tag, its full name and its digest`() throws {
        var (one, two) = (blobs.image(.amd64, environment: ["N=1"]), blobs.image(.amd64, environment: ["N=2"]))
        one.annotations = ["org.opencontainers.image.ref.name": "v1"]
        two.annotations = ["org.opencontainers.image.ref.name": "v1", "io.containerd.image.name": "v2"]
        #expect(try find("d:v1", [one, two]).configuration.execution.environment == ["N=1"])
        #expect(try find("d:v2", [one, two]).configuration.execution.environment == ["N=2"])
        #expect(try find("d:other@\(two.digest)", [one]).digest == two.digest)
        #expect(try find("d@\(two.digest)", []).configuration.execution.environment == ["N=2"])
    }

    @Test mutating func `a lone image is meant by any tag`() throws {
        let one = blobs.image(.amd64)
        #expect(try find("d", [one]).digest == one.digest)
        #expect(try find("d:nonsense", [one]).digest == one.digest)
    }

    @Test mutating func `a tag that is missing is told with those that are there`() throws {
        var (one, two) = (blobs.image(.amd64), blobs.image(.arm64))
        #expect(fault { try find("d", [one, two]) }?.hint?.contains("by its digest") == true)
        one.annotations = ["org.opencontainers.image.ref.name": "stable"]
        two.annotations = ["org.opencontainers.image.ref.name": "edge"]
        let fault = fault { try find("d:stabel", [one, two]) }
        #expect(fault?.description == #"the OCI layout "dir" has no image with the tag "stabel""#)
        #expect(fault?.hint == #"did you mean "stable"?"#)
        #expect(self.fault { try find("d", [one, two]) }?.hint == #"it has "stable", "edge""#)
        #expect(self.fault { try find("d", []) }?.description == #"the OCI layout "dir" has no image"#)
    }

    @Test mutating func `an index leads to the image for the platform, through another if need be`() throws {
        let images = [blobs.image(.nowhere), blobs.image(.arm64), blobs.image(.amd64), blobs.image(.arm)]
        let inner = blobs.describe(Index(manifests: images).json, MediaType.index)
        let outer = blobs.describe(Index(manifests: [inner]).json, MediaType.index)
        for index in [inner, outer] {
            #expect(try find("d", [index]).digest == images[2].digest)
            #expect(try find("d", [index], .arm64).platform == .arm64)
        }
        let fault = fault { try find("d", [inner], Platform(system: "linux", architecture: "s390x")) }
        #expect(fault?.description.hasSuffix("there is no image for linux/s390x") == true)
        #expect(fault?.hint == "there is one for linux/arm64/v8, linux/amd64, linux/arm/v7")
    }

    @Test mutating func `an image whose platform its index does not tell is asked itself`() throws {
        let images = [blobs.image(.arm64, described: false), blobs.image(.amd64, described: false)]
        let index = blobs.describe(Index(manifests: images).json, MediaType.index)
        #expect(try find("d", [index]).digest == images[1].digest)
        #expect(throws: LayoutFault.self) { try find("d", [index], Platform(system: "linux", architecture: "s390x")) }
    }

    @Test mutating func `what is said about an image is no image`() throws {
        var statement = blobs.image(.amd64)
        statement.annotations = ["vnd.docker.reference.type": "attestation-manifest"]
        let index = blobs.describe(Index(manifests: [statement]).json, MediaType.index)
        #expect(throws: LayoutFault.self) { try find("d", [index]) }
    }

    @Test mutating func `a lone manifest is taken whatever it is for`() throws {
        let image = blobs.image(.arm64)
        #expect(try find("d", [image], .amd64).platform == .arm64)
    }

    @Test mutating func `an index in itself has an end`() throws {
        var index = blobs.image(.amd64)
        for _ in 0..<6 { index = blobs.describe(Index(manifests: [index]).json, MediaType.index) }
        #expect(fault { try find("d", [index]) }?.description.contains("stands in too many others") == true)
    }

    @Test mutating func `a blob that is missing, of another size or damaged is named`() throws {
        let image = blobs.image(.amd64, environment: ["A=1"])
        let configuration = try find("d", [image]).manifest.configuration
        let bytes = try #require(blobs.blobs[configuration.digest])
        blobs.blobs[configuration.digest] = nil
        #expect(
            fault { try find("d", [image]) }?.description.hasSuffix("of the image \(image.digest) is missing") == true)
        blobs.blobs[configuration.digest] = bytes + [0x20]
        #expect(fault { try find("d", [image]) }?.description.contains("instead of \(bytes.count)") == true)
        blobs.blobs[configuration.digest] = bytes.map { $0 == UInt8(ascii: "1") ? UInt8(ascii: "2") : $0 }
        #expect(fault { try find("d", [image]) }?.description.contains("is damaged: it holds") == true)
        blobs.blobs[image.digest] = nil
        #expect(fault { try find("d", [image]) }?.description.hasSuffix("the blob \(image.digest) is missing") == true)
    }

    @Test func `a directory without an index, or with a broken one, is no layout`() {
        for (index, words) in [
            (nil, "has no index.json"), ("{", "is no JSON"), ("{}", "neither"), ("null", "is null, and must be"),
        ]
            as [(String?, String)]
        {
            let layout = ImageLayout(path: "dir", index: { index.map { Array($0.utf8) } }, blobs: MemoryBlobs())
            let reference = LayoutReference(path: "dir", tag: "latest", digest: nil)
            #expect(fault { try layout.image(reference, for: .amd64) }?.description.contains(words) == true)
        }
    }

    private func fault(_ body: () throws -> Image) -> LayoutFault? {
        do {
            _ = try body()
            return nil
        } catch {
            return error as? LayoutFault
        }
    }
}
