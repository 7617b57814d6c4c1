import Foundation
import Hashing
import Host
import TestSupport
import Testing
import Values

/// Contexts, images and archives that would like to reach what is outside.
@Suite(.enabled(if: EngineFixture.isPossible, "\(EngineFixture.reason)"))
struct EngineHostileTests {
    private let engine: EngineFixture
    /// A directory outside, with a file that nobody may read or write.
    private let outside: TemporaryDirectory
    private static let secret = "canary-\(UUID().uuidString)"
    private var canary: Path { outside.path / "canary" }

    init() throws {
        engine = try EngineFixture()
        outside = try TemporaryDirectory()
        try Data(Self.secret.utf8).write(to: canary.url)
        try engine.file("context/file", "from the context\n")
    }

    /// Builds, and looks whether anything went out or came in. All ways of writing the image are gone, and a RUN has all its
    /// layers laid out.
    @discardableResult
    private func attack(_ dockerfile: String, expecting code: Int32 = 0, _ options: String...) throws -> HearthRun {
        try engine.file("Dockerfile", dockerfile)
        let outputs = [
            "type=local,dest=out", "type=tar,dest=out.tar", "type=oci,dest=image.tar,compression=uncompressed",
        ]
        let words = ["build", "--progress=plain", "-f", "Dockerfile"] + outputs.flatMap { ["--output", $0] } + options
        let run = try engine.run(words + ["context"])
        #expect(run.code == code, "\(run.errors)")
        try expectUntouched()
        #expect(!run.errors.contains(Self.secret))
        return run
    }

    private func expectUntouched() throws {
        #expect(try String(contentsOf: canary.url, encoding: .utf8) == Self.secret)
        #expect(try FileManager.default.contentsOfDirectory(atPath: outside.path.description) == ["canary"])
        #expect(engine.names(in: ".").allSatisfy { !$0.contains("escaped") })
        let secret = Data(Self.secret.utf8)
        let places = ["out", "home", "."].compactMap { engine.hearth.files(below: engine.folder / $0) }
        for place in Set(places) {
            let content = FileManager.default.contents(atPath: place.description) ?? Data()
            #expect(content.range(of: secret) == nil, "\(place)")
        }
        #expect(engine.leftovers == [])
    }

    private func link(_ name: String, to target: String) throws {
        let path = (engine.folder / name).description
        try FileManager.default.createDirectory(
            at: (engine.folder / name).parent.url, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    }

    // MARK: - Contexts

    @Test func `links of a context that lead out lead nowhere`() throws {
        try link("context/away", to: canary.description)
        try link("context/folder", to: outside.path.description)
        try link("context/up", to: "../../../../../..\(canary)")
        for source in ["away", "folder/canary", "up", "folder/*", "../canary", "/folder/../folder/canary"] {
            try attack("FROM base\nCOPY \(source) /copy\n", expecting: 2)
        }
        try attack("FROM base\nCOPY . /copy\nRUN ls -l /copy\n")
        try attack(
            "FROM base\nRUN --mount=type=bind,target=/context ! cat /context/away /context/folder/canary /context/up\n")
    }

    @Test func `links of an image that lead out stay inside`() throws {
        try attack(
            """
            FROM base
            RUN ln -s \(outside.path) /folder && ln -s \(canary) /away && ln -s ../../../../..\(canary) /up
            COPY file /folder/
            COPY file /folder/canary
            COPY file /away
            COPY file /up
            ADD file /folder/escaped
            WORKDIR /folder/work
            RUN echo >/folder/run
            RUN --mount=type=cache,target=/folder/cache echo >/folder/cache/escaped
            RUN --mount=type=bind,source=file,target=/away cat /away >/seen
            """)
        #expect(engine.text("out\(outside.path)/run") == "\n")
        try attack(
            "FROM base AS first\nRUN ln -s \(outside.path) /folder\nFROM base\nCOPY --from=first /folder/canary /\n",
            expecting: 1)
    }

    // MARK: - Archives

    @Test(arguments: ["../../../../../..", "", "folder", "./folder/./../..", "folder/../.."])
    func `an archive that is added stays below its place`(start: String) throws {
        var tar = SampleTar()
        tar.add("folder", "2", link: outside.path.description)
        tar.add("\(start)\(canary)", "0", Array("overwritten".utf8))
        tar.add("\(start)\(outside.path)/escaped", "0", Array("escaped".utf8))
        tar.add("folder/escaped", "0", Array("escaped".utf8))
        tar.add("../escaped", "0", Array("escaped".utf8))
        try engine.file("context/archive.tar", tar.ended)
        let run = try engine.build(
            "FROM base\nADD archive.tar /below/\nRUN ls /below\n", "--output", "type=local,dest=out")
        #expect([0, 1].contains(run.code), "\(run.errors)")
        try expectUntouched()
    }

    @Test func `hard links of an archive do not lead out`() throws {
        for target in [canary.description, "../../../../../..\(canary)", "folder/canary"] {
            var tar = SampleTar()
            tar.add("folder", "2", link: outside.path.description)
            tar.add("hard", "1", link: target)
            try engine.file("context/archive.tar", tar.ended)
            let run = try engine.build(
                "FROM base\nADD archive.tar /\nRUN cat /hard\n", "--output", "type=local,dest=out")
            #expect(run.code == 1, "\(run.errors)")
            try expectUntouched()
        }
    }

    @Test func `devices of an archive are never opened here`() throws {
        var tar = SampleTar()
        tar.add("null", "3", extra: [329: Array("0000001".utf8), 337: Array("0000003".utf8)])
        tar.add("disk", "4", extra: [329: Array("0000376".utf8), 337: Array("0000000".utf8)])
        tar.add("pipe", "6")
        try engine.file("context/archive.tar", tar.ended)
        try attack(
            "FROM base\nADD archive.tar /devices/\nRUN ls -l /devices; ! cat /devices/disk\nCOPY file /devices/null\n")
    }

    // MARK: - Images

    /// Builds on an image with one more layer.
    private func attack(with layer: SampleTar, _ dockerfile: String, expecting code: Int32 = 0) throws {
        let image = EngineImage([EngineFixture.baseLayer, layer.ended], as: "hostile:latest")
        try engine.hearth.file("hostile.tar", image.archive)
        let loading = try engine.run("load", "hostile.tar")
        #expect([0, 1].contains(loading.code), "\(loading.errors)")
        try expectUntouched()
        if loading.code == 0 { try attack(dockerfile, expecting: code) }
    }

    @Test func `a layer does not write through its links`() throws {
        var tar = SampleTar()
        tar.add("folder", "2", link: outside.path.description)
        tar.add("folder/escaped", "0", Array("escaped".utf8))
        tar.add("folder/canary", "0", Array("overwritten".utf8))
        tar.add("../../../../../..\(outside.path)/escaped", "0", Array("escaped".utf8))
        tar.add("\(outside.path)/escaped", "0", Array("escaped".utf8))
        try attack(with: tar, "FROM hostile\nRUN ls -l /folder/\nRUN echo >/folder/more\n")
    }

    @Test func `a layer below a link of a lower layer does not write through it`() throws {
        var lower = SampleTar()
        lower.add("folder", "2", link: outside.path.description)
        var upper = SampleTar()
        upper.add("folder/escaped", "0", Array("escaped".utf8))
        upper.add("folder/.wh.canary", "0")
        upper.add("folder/.wh..wh..opq", "0")
        let image = EngineImage([EngineFixture.baseLayer, lower.ended, upper.ended], as: "hostile:latest")
        try engine.hearth.file("hostile.tar", image.archive)
        try engine.must("load", "hostile.tar")
        try attack("FROM hostile\nRUN ls -l /folder/\nCOPY --from=hostile / /again\n")
    }

    @Test func `whiteouts of odd names remove nothing else`() throws {
        var tar = SampleTar()
        for name in [".wh..wh.plnk", "etc/.wh..wh.aufs", "tmp/.wh..wh..opq", ".wh.nothing"] { tar.add(name, "0") }
        try attack(with: tar, "FROM hostile\nRUN cat /etc/passwd\nCOPY --from=hostile / /again\n")
    }

    @Test(arguments: [".wh.", ".wh..", ".wh...", "etc/.wh..", "etc/.wh..."])
    func `a whiteout that would remove a directory from within is refused`(name: String) throws {
        var tar = SampleTar()
        tar.add(name, "0")
        try attack(with: tar, "FROM hostile\nRUN cat /etc/passwd\n", expecting: 1)
    }

    @Test func `a layout whose documents name paths is refused`() throws {
        let names = [
            "sha256:../../../../../..\(canary)", "sha256:..", "../../x:0123",
            "sha256:\(String(repeating: "0", count: 64))/..",
        ]
        for name in names {
            try? FileManager.default.removeItem(at: (engine.folder / "layout").url)
            try engine.file("layout/oci-layout", #"{"imageLayoutVersion":"1.0.0"}"#)
            try engine.file(
                "layout/index.json",
                #"{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"\#(name)","size":43}]}"#
            )
            let layout = "hostile=oci-layout://\(engine.folder / "layout")"
            let run = try engine.build("FROM hostile\nRUN true\n", "--build-context", layout)
            #expect([1, 2].contains(run.code), "\(run.errors)")
            #expect(!run.errors.contains(Self.secret))
            try expectUntouched()
        }
    }

    @Test func `a blob of a layout that is a link is not read`() throws {
        let digest = ContentHash.digest(of: Array(Self.secret.utf8))
        try engine.file("layout/oci-layout", #"{"imageLayoutVersion":"1.0.0"}"#)
        try link("layout/blobs/sha256/\(digest.hex)", to: canary.description)
        try engine.file(
            "layout/index.json",
            #"{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"\#(digest)","size":\#(Self.secret.utf8.count)}]}"#
        )
        let run = try engine.build(
            "FROM hostile\nRUN true\n", "--build-context", "hostile=oci-layout://\(engine.folder / "layout")")
        #expect([1, 2].contains(run.code), "\(run.errors)")
        try expectUntouched()
    }

    // MARK: - Outputs

    @Test func `links where an image is put are not followed`() throws {
        try link("out/etc", to: outside.path.description)
        try link("out/file", to: canary.description)
        try engine.file("Dockerfile", "FROM base\nCOPY file /file\nCOPY file /etc/escaped\n")
        let run = try engine.run("build", "-f", "Dockerfile", "--output", "type=local,dest=out", "context")
        #expect([0, 1].contains(run.code), "\(run.errors)")
        try expectUntouched()
    }
}
