import BakeLanguage
import ContentStore
import Events
import Foundation
import Hashing
import Host
import Layers
import OCI
import Synchronization
import TestSupport
import Testing
import Values

@testable import Outputs

@Suite struct ExporterTests {
    private let directory: TemporaryDirectory
    private let store: Store
    private let layers: LayerStore
    private let listener = Ear()

    init() throws {
        directory = try TemporaryDirectory.quick()
        store = try Store(StoreConfiguration(home: directory.path / "home"))
        layers = try LayerStore(store)
    }

    private var exporter: Exporter { Exporter(store, layers, here: SampleTarget.here) }

    private func path(_ name: String) -> String { (directory.path / name).description }

    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: path(name), encoding: .utf8)
    }

    private func file(_ text: String, mode: UInt32 = 0o644, modified: Int64 = 1_600_000_000) -> FileNode {
        let content = FileContent(length: Int64(text.utf8.count), digest: nil, place: .bytes(Array(text.utf8)))
        return FileNode(FileAttributes(mode: mode, modified: modified * 1_000_000_000), .file(content))
    }

    private func directory(_ entries: [(String, FileNode)], mode: UInt32 = 0o755) -> FileNode {
        FileNode(
            FileAttributes(mode: mode, modified: 1_600_000_000_000_000_000), .directory(Self.folder(entries)))
    }

    private static func folder(_ entries: [(String, FileNode)]) -> Layers.Directory {
        Directory(entries.sorted { $0.0 < $1.0 }.map { Directory.Entry(Array($0.0.utf8), $0.1) })
    }

    private func link(_ target: String) -> FileNode {
        FileNode(FileAttributes(mode: 0o777, modified: 0), .link(target: Array(target.utf8)))
    }

    private func built(_ entries: [(String, FileNode)], step: String? = "COPY x") throws -> BuiltLayer {
        BuiltLayer(.unpacked(try layers.add(FileTree(Self.folder(entries)), seconds: nil)), step: step)
    }

    private func target(_ tags: [String] = ["app"], annotations: [String] = []) throws -> BuiltTarget {
        let layer = try built([("etc", directory([("motd", file("hello\n"))])), ("bin", link("usr/bin"))])
        return SampleTarget.target(
            [SampleTarget.image("linux/amd64", layers: [layer])], tags: tags, annotations: annotations)
    }

    @discardableResult
    private func export(_ target: BuiltTarget, _ output: String) throws -> ExportResult {
        try exporter.export(target, to: try Output(text: output), listener: listener)
    }

    private func load(_ name: String) throws -> [LoadedImage] {
        let home = directory.path / "other"
        let file = try OpenFile(directory.path / name, .read, on: LocalFileSystem())
        return try ImageArchive(try Store(StoreConfiguration(home: home))).load { try file.fill($0) }
    }

    @Test func `what is kept is found by its tags, and keeps its layers`() throws {
        let target = try target(["app", "app:2"])
        let result = try exporter.keep(target)
        #expect(result.names == ["docker.io/library/app:latest", "docker.io/library/app:2"])
        let image = try #require(try ImageCatalog(store).image(meantBy: "app:2"))
        #expect(image.digest == result.descriptor?.digest)
        #expect(image.layers.map(\.digest) == [target.images[0].layers[0].diffID])
        #expect(try exporter.keep(target) == result)
        let parts = try store.parts(of: image.digest)
        #expect(Set(parts) == [target.images[0].layers[0].diffID, try #require(result.configuration)])
    }

    @Test func `an archive holds the image, is the same every time, and can be loaded`() throws {
        let target = try target(annotations: ["a=b"])
        let result = try export(target, "type=oci,dest=\(path("app.tar")),compression=uncompressed")
        #expect(try load("app.tar").map(\.digest) == [result.descriptor?.digest])
        #expect(try load("app.tar")[0].names == ["docker.io/library/app:latest"])
        let first = try Data(contentsOf: (directory.path / "app.tar").url)
        try export(target, "type=oci,dest=\(path("app.tar")),compression=uncompressed")
        #expect(try Data(contentsOf: (directory.path / "app.tar").url) == first)
        #expect(try exporter.keep(target).descriptor?.digest == result.descriptor?.digest)
    }

    private func media(_ name: String) throws -> [String] {
        let home = directory.path / "media-\(name)"
        let store = try Store(StoreConfiguration(home: home))
        let file = try OpenFile(directory.path / name, .read, on: LocalFileSystem())
        let loaded = try ImageArchive(store).load({ try file.fill($0) }, name: "x")
        let image = try #require(try ImageCatalog(store).image(loaded[0].digest, named: nil))
        return image.layers.map { String($0.mediaType.split(separator: ".").last ?? "") }
    }

    @Test func `layers are packed as an output wants them, and hold what they held`() throws {
        let target = try target()
        try export(target, "type=oci,dest=\(path("gzip.tar"))")
        #expect(try media("gzip.tar") == ["tar+gzip"])
        try export(target, "type=oci,compression=zstd,dest=\(path("zstd.tar"))")
        #expect(try media("zstd.tar") == ["tar+zstd"])
        try export(target, "type=docker,oci-mediatypes=false,dest=\(path("docker.tar"))")
        #expect(try media("docker.tar") == ["gzip"])
        try export(target, "type=oci,compression=estargz,dest=\(path("estargz.tar"))")
        #expect(listener.warnings.count == 1)
        let other = try Store(StoreConfiguration(home: directory.path / "other"))
        for name in ["gzip.tar", "zstd.tar"] {
            let file = try OpenFile(directory.path / name, .read, on: LocalFileSystem())
            let loaded = try ImageArchive(other).load { try file.fill($0) }
            let image = try #require(try ImageCatalog(other).image(loaded[0].digest, named: nil))
            let reader = try #require(try other.open(image.layers[0].digest))
            var offset: Int64 = 0
            let layer = try LayerStore(other).imported(image.variants[0].configuration.layers[0]) { buffer in
                let count = try reader.read(at: offset, into: buffer)
                offset += Int64(count)
                return count
            }
            #expect(layer.diffID == target.images[0].layers[0].diffID)
        }
    }

    @Test func `with rewrite-timestamp no file of ours is younger than the epoch`() throws {
        var target = try target()
        let base = try built([("base", file("old", modified: 1_700_000_000))], step: nil)
        target.images[0].layers.insert(base, at: 0)
        target.epoch = Timestamp(seconds: 1_234_567_890, nanoseconds: 0)
        let result = try export(
            target, "type=oci,dest=\(path("app.tar")),rewrite-timestamp=true,compression=uncompressed")
        let other = try Store(StoreConfiguration(home: directory.path / "clamped"))
        let file = try OpenFile(directory.path / "app.tar", .read, on: LocalFileSystem())
        let loaded = try ImageArchive(other).load { try file.fill($0) }
        #expect(loaded[0].digest == result.descriptor?.digest)
        let image = try #require(try ImageCatalog(other).image(loaded[0].digest, named: nil))
        #expect(image.layers.map(\.digest) == image.variants[0].configuration.layers)
        #expect(image.layers[0].digest == base.diffID)
        #expect(image.layers[1].digest != target.images[0].layers[1].diffID)
        let layers = try image.layers.map { try #require(try self.store.layer($0.digest)) }
        let times = try self.layers.tree(of: layers).walk.map(\.node.attributes.modified)
        #expect(times.allSatisfy { [0, 1_234_567_890_000_000_000, 1_700_000_000_000_000_000].contains($0) })
        try export(target, "type=oci,dest=\(path("app.tar")),rewrite-timestamp=true,source-date-epoch=")
        #expect(listener.warnings.count == 1)
    }

    @Test func `a layout gets one image after the other`() throws {
        try export(try target(["one"]), "type=oci,tar=false,dest=\(path("layout")),compression=uncompressed")
        try export(try target(["two:2"]), "type=oci,tar=false,dest=\(path("layout")),compression=uncompressed")
        try export(try target(["two:2"]), "type=oci,tar=false,dest=\(path("layout")),compression=uncompressed")
        let index = try Index(parsing: Array(try text("layout/index.json").utf8))
        #expect(index.manifests.map { $0.annotations[ImageLayoutNames.referenceName] } == ["latest", "2"])
        let other = try Store(StoreConfiguration(home: directory.path / "third"))
        let loaded = try ImageArchive(other).load(layout: LayoutDirectory(directory.path / "layout"))
        #expect(loaded.flatMap(\.names).sorted() == ["docker.io/library/one:latest", "docker.io/library/two:2"])
    }

    @Test func `the original blobs of the base are handed on`() throws {
        let gzip: [UInt8] = [0x1f, 0x8b, 1, 2, 3]
        let blob = try store.add(gzip).blob
        let original = OCI.Descriptor(mediaType: MediaType.layer + "+gzip", digest: blob.digest, size: blob.size)
        let files = try #require(try built([("a", file("1"))]).place.files)
        let base = BuiltLayer(
            .unpacked(
                files, base: BaseLayer(diffID: files.diffID, descriptor: original, image: nil, isHere: true)), step: nil
        )
        let target = SampleTarget.target(
            [SampleTarget.image("linux/amd64", layers: [base, try built([("b", file("2"))])])])
        let archive = "type=oci,dest=\(path("x.tar")),compression=uncompressed"
        let kept = try export(target, archive)
        #expect(kept.descriptor != nil)
        let content = try Data(contentsOf: (directory.path / "x.tar").url)
        #expect(content.range(of: Data(blob.digest.hex.utf8)) != nil)
        try export(target, archive + ",force-compression=true")
        #expect(try Data(contentsOf: (directory.path / "x.tar").url).range(of: Data(blob.digest.hex.utf8)) == nil)
    }

    @Test func `files are written into a directory, over what is there and through no link`() throws {
        let outside = directory.path / "outside"
        try FileManager.default.createDirectory(atPath: outside.description, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: path("out"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: path("out/etc"), withDestinationPath: outside.description)
        try FileManager.default.createDirectory(atPath: path("out/bin/old"), withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: (directory.path / "out/mine").url)
        try export(try target(), "type=local,dest=\(path("out"))")
        #expect(try text("out/etc/motd") == "hello\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: outside.description).isEmpty)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path("out/bin")) == "usr/bin")
        #expect(try text("out/mine") == "mine")
        let attributes = try FileManager.default.attributesOfItem(atPath: path("out/etc/motd"))
        #expect(attributes[.posixPermissions] as? Int == 0o644)
        #expect((attributes[.modificationDate] as? Date)?.timeIntervalSince1970 == 1_600_000_000)
    }

    @Test func `with mode=delete nothing else is left, but only below the directory we are in`() throws {
        try FileManager.default.createDirectory(atPath: path("out/old/er"), withIntermediateDirectories: true)
        try Data("old".utf8).write(to: (directory.path / "out/old/er/file").url)
        let output = "type=local,dest=\(path("out")),mode=delete"
        #expect(throws: OutputFault.self) { try export(try target(), output) }
        var exporter = exporter
        exporter.deletesAnywhere = true
        _ = try exporter.export(try target(), to: try Output(text: output), listener: listener)
        #expect(try FileManager.default.contentsOfDirectory(atPath: path("out")).sorted() == ["bin", "etc"])
    }

    @Test func `each of several platforms has a directory`() throws {
        let images = try ["linux/amd64", "linux/arm/v7"].map {
            SampleTarget.image($0, layers: [try built([("arch", file($0))])])
        }
        try export(SampleTarget.target(images), "type=local,dest=\(path("out"))")
        #expect(try text("out/linux_amd64/arch") == "linux/amd64")
        #expect(try text("out/linux_arm_v7/arch") == "linux/arm/v7")
        #expect(throws: OutputFault.self) {
            try export(SampleTarget.target(images), "type=local,dest=\(path("one")),platform-split=false")
        }
        #expect(throws: OutputFault.self) {
            try export(SampleTarget.target(images), "type=docker,dest=\(path("d.tar"))")
        }
    }

    @Test func `a tar has the root file system, with the epoch as its time`() throws {
        var target = try target()
        target.epoch = Timestamp(seconds: 1_234_567_890, nanoseconds: 0)
        try export(target, "type=tar,dest=\(path("root.tar"))")
        let list = try Program("/bin/tar", ["-tvf", path("root.tar"), "--utc", "--full-time"])
        let listing = list.readAll()
        #expect(list.wait() == 0)
        #expect(listing.contains("2009-02-13 23:31:30 etc/motd"))
        #expect(listing.contains("bin -> usr/bin"))
    }

    @Test func `what fails leaves nothing, and is told`() throws {
        var target = try target()
        target.images[0].layers.append(
            BuiltLayer(.unpacked(SampleTarget.layer(9)), step: "RUN gone"))
        #expect(throws: (any Error).self) {
            try export(target, "type=oci,dest=\(path("app.tar")),compression=uncompressed")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path.description) == ["home"])
        #expect(listener.endings.count == 1)
        guard case .failed? = listener.endings.first else {
            Issue.record("no failure was told")
            return
        }
    }

    @Test func `an engine that is far is reached through the program docker, which says what went wrong`() throws {
        func script(_ line: String) throws -> String {
            try OutputFile.write(Array("#!/bin/sh\n\(line)\n".utf8), to: directory.path / "docker")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path("docker"))
            return path("docker")
        }
        let meta = directory.path / "contexts/meta" / ContentHash.digest(of: Array("far".utf8)).hex / "meta.json"
        try OutputFile.write(Array(#"{"Endpoints":{"docker":{"Host":"ssh://far"}}}"#.utf8), to: meta)
        var exporter = exporter
        let folder = directory.path.description
        exporter.docker.environment = { $0 == "DOCKER_CONFIG" ? folder : nil }
        exporter.docker.program = try script("echo \"$@\" > \(path("words")) && cat > \(path("loaded.tar"))")
        let output = try Output(text: "type=docker,context=far")
        let result = try exporter.export(try target(), to: output, listener: listener)
        #expect(try text("words") == "--context far load --quiet\n")
        #expect(try load("loaded.tar").map(\.digest) == [result.descriptor?.digest])
        exporter.docker.program = try script("echo no daemon >&2; exit 1")
        let failure = #expect(throws: EngineFault.self) {
            try exporter.export(try target(), to: output, listener: listener)
        }
        #expect(failure?.description.hasSuffix("load --quiet` failed: no daemon") == true)
        exporter.docker.program = path("nothing")
        #expect(throws: EngineFault.self) { try exporter.export(try target(), to: output, listener: listener) }
    }

    @Test func `a step is told from its beginning to its end`() throws {
        try export(try target(), "type=oci,dest=\(path("app.tar")),compression=uncompressed")
        #expect(listener.names == ["exporting to oci image format"])
        #expect(listener.endings == [.done])
    }
}

/// Hears what is told.
private final class Ear: BuildListener {
    private let events = Mutex<[BuildEvent]>([])

    func hear(_ event: BuildEvent) { events.withLock { $0.append(event) } }

    var names: [String] {
        events.withLock { events in
            events.flatMap { event -> [String] in
                guard case .known(let steps) = event else { return [] }
                return steps.map(\.name)
            }
        }
    }

    var warnings: [String] {
        events.withLock { events in
            events.compactMap { event -> String? in
                guard case .warning(_, let warning) = event else { return nil }
                return warning.text
            }
        }
    }

    var endings: [StepEnding] {
        events.withLock { events in
            events.compactMap { event -> StepEnding? in
                guard case .ended(_, let ending, _) = event else { return nil }
                return ending
            }
        }
    }
}
