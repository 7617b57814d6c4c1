import Archives
import ContentStore
import Foundation
import Host
import OCI
import TestSupport
import Testing
import Values

@testable import Outputs

@Suite struct ImageArchiveTests {
    private let directory: TemporaryDirectory
    private let store: Store

    init() throws {
        directory = try TemporaryDirectory.quick()
        store = try Store(StoreConfiguration(home: directory.path / "home"))
    }

    private func load(_ bytes: [UInt8], name: String? = nil) throws -> [LoadedImage] {
        var rest = bytes[...]
        return try ImageArchive(store).load(
            { buffer in
                let count = min(buffer.count, rest.count)
                buffer.copyBytes(from: rest.prefix(count))
                rest = rest.dropFirst(count)
                return count
            }, name: name)
    }

    private func fault(_ bytes: [UInt8]) throws -> String {
        let before = try store.references().count
        do {
            _ = try load(bytes)
            return ""
        } catch {
            #expect(try store.references().count == before)
            return "\(error)"
        }
    }

    private let layers = [SampleArchive.layer("a", "1"), SampleArchive.layer("b", "2")]

    @Test func `an archive of Docker's is taken in under its names`() throws {
        let loaded = try load(SampleArchive.docker(layers, tags: ["app:1", "localhost:5000/x/y:2"]))
        #expect(loaded.count == 1)
        #expect(loaded[0].names == ["docker.io/library/app:1", "localhost:5000/x/y:2"])
        let image = try #require(try ImageCatalog(store).image(meantBy: "app:1"))
        #expect(image.digest == loaded[0].digest)
        #expect(image.layers.map(\.digest) == layers.map(SampleArchive.digest))
        #expect(try ImageCatalog(store).images().map(\.name) == loaded[0].names)
    }

    @Test func `a layer that stands for two may be a link`() throws {
        let layer = SampleArchive.layer("a", "1")
        let configuration = SampleArchive.configuration([layer, layer])
        let manifest: JSON = [["Config": "c.json", "RepoTags": ["app"], "Layers": ["one/layer.tar", "two/layer.tar"]]]
        var tar = SampleTar()
        tar.add("one/layer.tar", "0", layer)
        tar.add("two/layer.tar", "2", link: "../one/layer.tar")
        tar.add("c.json", "0", configuration)
        tar.add("manifest.json", "0", manifest.encoded())
        #expect(try load(tar.ended)[0].names == ["docker.io/library/app:latest"])
    }

    @Test func `a layout is taken in with the digests that it has`() throws {
        var layout = SampleArchive.Layout()
        let (first, second) = (layout.image(layers), layout.image([layers[0]], "linux/arm64"))
        layout.name(first, "docker.io/library/one:1")
        layout.name(second, nil)
        let loaded = try load(layout.bytes())
        #expect(loaded.map(\.digest) == [first.digest, second.digest])
        #expect(loaded.map(\.names) == [["docker.io/library/one:1"], []])
        #expect(loaded[1].platforms.map(\.description) == ["linux/arm64"])
        #expect(try store.references().map(\.name) == ["docker.io/library/one:1"])
    }

    @Test func `of an index those platforms are taken that are there`() throws {
        var layout = SampleArchive.Layout()
        let (first, second) = (layout.image([layers[0]]), layout.image([layers[1]], "linux/arm64"))
        let index = layout.put(Index(manifests: [first, second]).json.encoded(), MediaType.index)
        layout.name(index, "docker.io/library/multi:1")
        let whole = try load(layout.bytes())
        #expect(whole[0].platforms.map(\.architecture) == ["amd64", "arm64"])
        let half = try load(layout.bytes(leavingOut: [ImageLayoutNames.path(of: second.digest)]))
        #expect(half[0].platforms.map(\.architecture) == ["amd64"])
        #expect(half[0].digest == index.digest)
    }

    @Test func `a name may be given`() throws {
        #expect(try load(SampleArchive.docker(layers), name: "mine")[0].names == ["docker.io/library/mine:latest"])
        var layout = SampleArchive.Layout()
        for image in [layout.image(layers), layout.image([layers[0]])] { layout.name(image, nil) }
        #expect(throws: LoadFault.self) { try load(layout.bytes(), name: "mine") }
    }

    @Test func `a directory is as good as an archive`() throws {
        var layout = SampleArchive.Layout()
        layout.name(layout.image(layers), "docker.io/library/dir:1")
        let path = directory.path / "layout"
        for (name, bytes) in layout.blobs + [("index.json", Index(manifests: layout.entries).json.encoded())] {
            try OutputFile.write(bytes, to: path / name)
        }
        let loaded = try ImageArchive(store).load(layout: LayoutDirectory(path))
        #expect(loaded[0].names == ["docker.io/library/dir:1"])
        #expect(throws: LoadFault.self) { try ImageArchive(store).load(layout: LayoutDirectory(directory.path)) }
    }

    @Test func `what is wrong with an archive is said, and nothing gets a name`() throws {
        func tar(_ fill: (inout SampleTar) -> Void) -> [UInt8] {
            var tar = SampleTar()
            fill(&tar)
            return tar.ended
        }
        #expect(try fault(tar { $0.add("readme", "0", [1]) }).contains("neither index.json nor manifest.json"))
        #expect(try fault(tar { $0.add("../index.json", "0", [1]) }) == "\"../index.json\" leads out of it")
        #expect(try fault(tar { $0.add("/index.json", "0", [1]) }).contains("leads out of it"))
        #expect(try fault(tar { $0.add("blobs/sha256/abc", "0", [1]) }).contains("is not named by a digest"))
        #expect(
            try fault(
                tar {
                    $0.add("index.json", "0", Array("{}".utf8))
                    $0.add("index.json", "0", Array("{}".utf8))
                }) == "\"index.json\" is in it twice")
        #expect(try fault(tar { $0.add("index.json", "0", Array("[1]".utf8)) }).contains("\"index.json\" "))
        #expect(try fault(tar { $0.add("manifest.json", "0", Array("[]".utf8)) }) == "there are no images in it")
        #expect(
            try fault(tar { $0.add("manifest.json", "0", Array("[7]".utf8)) }).contains("must be an array of objects"))
        let wrong = "blobs/sha256/\(String(repeating: "0", count: 64))"
        #expect(try fault(tar { $0.add(wrong, "0", [1]) }).contains("is damaged: it holds sha256:"))
        #expect(try fault(Array("no archive at all".utf8)).contains("no tar archive"))
        #expect(try fault(Array(SampleArchive.docker(layers).dropLast(3000))) != "")
    }

    @Test func `blobs that are not there, or are others, are told`() throws {
        var layout = SampleArchive.Layout()
        let image = layout.image(layers)
        layout.name(image, "docker.io/library/one:1")
        let layer = ImageLayoutNames.path(of: SampleArchive.digest(layers[1]))
        #expect(
            try fault(layout.bytes(leavingOut: [layer]))
                == "\"\(layer)\" is missing, which \"\(ImageLayoutNames.path(of: image.digest))\" names")
        layout.entries[0].size += 1
        #expect(try fault(layout.bytes()).contains("bytes instead of"))
        let swapped = SampleArchive.docker(
            layers, configuration: SampleArchive.configuration([layers[1], layers[0]]))
        #expect(try fault(swapped).contains("is damaged"))
        #expect(
            try fault(SampleArchive.docker(layers, configuration: SampleArchive.configuration([layers[0]])))
                .contains("has 2 layers, and its configuration names 1"))
        #expect(try fault(SampleArchive.docker(layers, tags: ["BAD"])).contains("an image in it is called \"BAD\""))
    }

    @Test func `an index that holds itself ends`() throws {
        var layout = SampleArchive.Layout()
        var inner = layout.image([layers[0]])
        for _ in 0..<6 { inner = layout.put(Index(manifests: [inner]).json.encoded(), MediaType.index) }
        layout.name(inner, nil)
        #expect(try fault(layout.bytes()).contains("stands in too many others"))
    }
}
