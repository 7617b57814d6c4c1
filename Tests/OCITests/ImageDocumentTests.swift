import OCI
import Testing
import Values

@Suite struct ImageDocumentTests {
    private static let digest = "sha256:" + String(repeating: "0c", count: 32)
    private static let config = #""config":{"mediaType":"c","digest":"\#(digest)","size":7}"#

    private static func read(_ text: String) throws(DocumentFault) -> ImageDocument {
        try ImageDocument(parsing: Array(text.utf8))
    }

    @Test(arguments: [MediaType.manifest, MediaType.dockerManifest])
    func `a manifest is read and written`(type: String) throws {
        let text = """
            {"schemaVersion":2,"mediaType":"\(type)",\(Self.config),"layers":[{"mediaType":"l","digest":"\(Self.digest)",\
            "size":9,"annotations":{"a":"b"}}],"annotations":{"x":"y"}}
            """
        guard case .manifest(let manifest) = try Self.read(text) else { return #expect(Bool(false)) }
        #expect(manifest.mediaType == type && manifest.configuration.size == 7 && manifest.layers.count == 1)
        #expect(manifest.layers[0].annotations == ["a": "b"])
        #expect(manifest.json == (try JSON(parsing: Array(text.utf8)).sorted))
    }

    @Test(arguments: [MediaType.index, MediaType.dockerIndex])
    func `an index is read and written`(type: String) throws {
        let text = """
            {"schemaVersion":2,"mediaType":"\(type)","manifests":[{"mediaType":"m","digest":"\(Self.digest)","size":1,\
            "platform":{"architecture":"arm","os":"linux","variant":"v7","os.features":["f"]}}]}
            """
        guard case .index(let index) = try Self.read(text) else { return #expect(Bool(false)) }
        #expect(index.manifests[0].platform?.description == "linux(+f)/arm/v7")
        #expect(index.json == (try JSON(parsing: Array(text.utf8)).sorted))
    }

    @Test func `what a document is its members tell, when it does not say`() throws {
        guard case .manifest = try Self.read("{\(Self.config)}") else { return #expect(Bool(false)) }
        guard case .index = try Self.read(#"{"manifests":[]}"#) else { return #expect(Bool(false)) }
        guard case .index = try Self.read(#"{"manifests":null,"mediaType":"\#(MediaType.index)"}"#) else {
            return #expect(Bool(false))
        }
    }

    @Test(
        arguments: [
            ("{}", DocumentFault.unknownKind), (#"{"config":{},"manifests":[]}"#, .ambiguous),
            (#"{"manifests":[],"mediaType":"\#(MediaType.manifest)"}"#, .wrongMediaType(MediaType.manifest)),
            ("{\(config),\"mediaType\":\"\(MediaType.dockerIndex)\"}", .wrongMediaType(MediaType.dockerIndex)),
            (#"{"schemaVersion":1,"fsLayers":[]}"#, .schema1),
            (#"{"mediaType":"application/vnd.docker.distribution.manifest.v1+prettyjws"}"#, .schema1),
            (#"{"config":{"size":1}}"#, .missing("config.digest")), (#"{"layers":[]}"#, .missing("config")),
            (#"{"config":{"digest":"x","size":1}}"#, .badDigest("config.digest", "x")),
            (#"{"config":{"digest":"\#(digest)","size":-1}}"#, .negativeSize("config.size")),
            ("{\(config),\"layers\":[1]}", .wrongKind("layers[0]", expected: "an object", found: "a number")),
            (#"{"manifests":[{"digest":"\#(digest)"}]}"#, .missing("manifests[0].size")),
            ("null", .wrongKind("", expected: "an object", found: "null")),
        ] as [(String, DocumentFault)])
    func `what is no document of an image is refused, and why`(text: String, fault: DocumentFault) {
        #expect(throws: fault) { try Self.read(text) }
    }
}
