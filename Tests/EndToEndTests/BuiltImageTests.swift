import Foundation
import Host
import TestSupport
import Testing

/// Images that were built here, opened by others.
struct BuiltImageTests {
    private let hearth: HearthFixture

    init() throws {
        hearth = try HearthFixture()
        let url = (hearth.folder / "ctx").url
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        try hearth.file("ctx/hello", Array("hello\n".utf8))
        try dockerfile("FROM scratch\nCOPY hello /\nLABEL a=b\nCMD [\"/hello\"]\n")
    }

    private func dockerfile(_ text: String) throws { try hearth.file("ctx/Dockerfile", Array(text.utf8)) }

    private func shell(_ line: String) throws -> HearthRun {
        let run = try hearth.shell(line)
        #expect(run.code == 0, "\(line): \(run.errors)")
        return run
    }

    @Test(
        .enabled(if: HearthFixture.has("skopeo"), "skopeo is not installed"), arguments: ["oci", "docker"],
        ["gzip", "zstd", "uncompressed"])
    func `skopeo understands an archive`(type: String, compression: String) throws {
        // Docker's media types have no name for zstd.
        if type == "docker", compression == "zstd" { return }
        _ = try shell("hearth build -t app:1 -o type=\(type),dest=out.tar,compression=\(compression) ctx")
        let inspection = try shell("skopeo inspect \(type)-archive:out.tar").object
        #expect(inspection["Labels"] as? [String: String] == ["a": "b"])
        #expect((inspection["Layers"] as? [String])?.count == 1)
        _ = try shell("skopeo copy --quiet \(type)-archive:out.tar dir:copied && ls copied")
    }

    @Test(.enabled(if: HearthFixture.has("skopeo"), "skopeo is not installed"))
    func `several platforms are an index`() throws {
        _ = try shell("hearth build --platform linux/amd64,linux/arm64 -o type=oci,dest=layout,tar=false ctx")
        for architecture in ["amd64", "arm64"] {
            let inspection = try shell("skopeo inspect --override-arch \(architecture) oci:layout").object
            #expect(inspection["Architecture"] as? String == architecture)
        }
    }

    @Test(.enabled(if: HearthFixture.has("umoci"), "umoci is not installed"))
    func `umoci unpacks a layout`() throws {
        _ = try shell("hearth build -t app:1 -o type=oci,dest=layout,tar=false ctx")
        let line = "umoci unpack --rootless --image layout:1 bundle >&2 && cat bundle/rootfs/hello"
        let run = try hearth.shell(line)
        let other = try hearth.shell("umoci ls --layout layout")
        #expect(run.output == "hello\n", "\(run.errors) \(other.output)")
    }

    @Test(
        .enabled(
            if: Busybox.archive != nil && getuid() == 0 && Tmpfs.isPossible, "busybox and leave to mount are needed"),
        arguments: ["zstd", "gzip"])
    func `a base image that was loaded is begun with`(program: String) throws {
        guard HearthFixture.has(program) else { return }
        try hearth.file("base.tar", try #require(Busybox.archive))
        try dockerfile("FROM busybox\nRUN echo hi > /a\n")
        _ = try shell("\(program) -c base.tar > packed && hearth load packed && hearth build -o out ctx")
        #expect(try shell("cat out/a").output == "hi\n")
    }

    @Test func `a base image that is nowhere is told of with what to do`() throws {
        try dockerfile("FROM busybox\nRUN echo hi > /a\n")
        let run = try hearth("build", "ctx")
        #expect(run.code == 1)
        #expect(
            run.errors.contains("the image docker.io/library/busybox:latest is not in the store\nhint: put it there"))
    }

    @Test(arguments: [
        ("--push", 2, "what is pushed needs a name"),
        ("-o type=oci,foo=1", 2, "has no attribute \"foo\""),
    ])
    func `what cannot be put anywhere is refused before anything is done`(options: String, code: Int, words: String)
        throws
    {
        let run = try hearth.shell("hearth build \(options) ctx")
        #expect(run.code == code)
        #expect(run.errors.hasPrefix("error: the output of the build: ") && run.errors.contains(words))
    }

    @Test func `a bake file is not allowed more than the caller allows`() throws {
        let file = "target \"default\" {\n context = \"ctx\"\n entitlements = [\"security.insecure\"]\n}\n"
        try hearth.file("docker-bake.hcl", Array(file.utf8))
        let run = try hearth("bake")
        #expect(run.code == 2)
        #expect(
            run.errors
                == "error: the target default wants security.insecure\nhint: if that is right, add --allow security.insecure\n"
        )
        #expect(try hearth("bake", "--allow", "security.insecure").code == 0)
    }
}
