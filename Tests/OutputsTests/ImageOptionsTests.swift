import BakeLanguage
import Layers
import Testing
import Values

@testable import Outputs

@Suite struct ImageOptionsTests {
    private func options(_ text: String) throws -> ImageOptions {
        try ImageOptions(try Output(text: text), here: SampleTarget.here)
    }

    private func fault(_ text: String) -> OutputFault? {
        do {
            _ = try ExportForm(try Output(text: text), here: SampleTarget.here)
            return nil
        } catch {
            return error as? OutputFault
        }
    }

    @Test func `layers are packed with gzip unless something else is wanted`() throws {
        #expect(try options("type=oci").form == LayerForm(.gzip))
        #expect(try options("type=oci,compression=uncompressed").form == LayerForm(.none))
        let zstd = try options("type=oci,compression=zstd,compression-level=19,force-compression=true")
        #expect(zstd.form == LayerForm(.zstd, level: 19))
        #expect(zstd.forcesForm)
        #expect(try options("type=docker,oci-mediatypes=false").form == LayerForm(.gzip, isDocker: true))
    }

    @Test func `a name that nobody knows is an error, with the one that was meant`() throws {
        let fault = try #require(self.fault("type=oci,compresion=zstd"))
        #expect("\(fault)" == "an output of type \"oci\" has no attribute \"compresion\"")
        #expect(fault.hint == "did you mean \"compression\"?")
        #expect(self.fault("type=local,dest=x,compression=zstd") != nil)
    }

    @Test(arguments: [
        ("type=oci,tar=perhaps", "\"tar\" is \"perhaps\", and must be true or false"),
        ("type=oci,compression=lzma", "\"compression\" cannot be \"lzma\""),
        ("type=oci,compression-level=high", "\"compression-level\" is \"high\", and must be a whole number"),
        (
            "type=docker,compression=zstd,oci-mediatypes=false",
            "\"compression=zstd\" and \"oci-mediatypes=false\" cannot go together"
        ),
        ("type=oci,name=UPPER", "the image cannot be called"),
        ("type=oci,annotation-nowhere.a=b", ""),
        ("type=local,dest=x,mode=move", "\"mode\" cannot be \"move\""),
        ("type=oci,source-date-epoch=yesterday", "must be a whole number"),
    ])
    func `what cannot be is said`(text: String, words: String) throws {
        let fault = try #require(self.fault(text))
        #expect("\(fault)".contains(words) || words.isEmpty)
        #expect(fault.isUsage)
    }

    @Test func `annotations may be attributes`() throws {
        let options = try options(
            "type=oci,annotation.a=1,annotation-index.b=2,annotation-manifest[linux/arm64].c=3")
        let set = AnnotationSet(options.annotations)
        #expect(set.of(.manifest, SampleTarget.platform("linux/amd64")) == ["a": "1"])
        #expect(set.of(.manifest, SampleTarget.platform("linux/arm64")) == ["a": "1", "c": "3"])
        #expect(set.of(.index, nil) == ["b": "2"])
    }

    @Test func `tags come before the name of an output`() throws {
        let options = try options("type=oci,\"name=one,two:3\"")
        #expect(
            try options.names(of: SampleTarget.target([])) == [
                "docker.io/library/one:latest", "docker.io/library/two:3",
            ])
        #expect(try options.names(of: SampleTarget.target([], tags: ["x/y"])) == ["docker.io/x/y:latest"])
    }
}
