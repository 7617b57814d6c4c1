import Foundation
import TestSupport
import Testing

struct LoadTests {
    @Test func `what was loaded is told, and listed under its name`() throws {
        let hearth = try HearthFixture()
        try hearth.file("app.tar", SampleImage.app.archive)
        let run = try hearth("load", "app.tar")
        #expect(run.code == 0)
        let digest = try #require(run.lines.first?.split(separator: " ").last.map(String.init))
        #expect(run.output == "app:1 \(digest)\n")
        #expect(digest.hasPrefix("sha256:"))
        let images = try hearth("images")
        #expect(images.lines.count == 2)
        #expect(images.lines[0].split(separator: " ") == ["NAME", "DIGEST", "PLATFORMS", "CREATED", "SIZE"])
        #expect(images.lines[1].hasPrefix("app:1  \(digest.dropFirst(7).prefix(12))  linux/amd64  "))
        let object = try hearth("images", "--format", "json").list[0]
        #expect(object["name"] as? String == "docker.io/library/app:1")
        #expect(object["digest"] as? String == digest)
        #expect(object["created"] as? String == "2026-01-02T03:04:05Z")
    }

    @Test func `standard input will do, and another name`() throws {
        let hearth = try HearthFixture()
        let run = try hearth("load", "-", "--name", "localhost:5000/other", input: SampleImage.app.archive)
        #expect(run.output.hasPrefix("localhost:5000/other:latest sha256:"))
        #expect(try hearth("inspect", "localhost:5000/other").code == 0)
        #expect(try hearth("inspect", "app:1").code == 2)
    }

    @Test(arguments: ["gzip", "zstd", "xz", "bzip2"]) func `a compressed archive is as good`(program: String) throws {
        guard HearthFixture.has(program) else { return }
        let hearth = try HearthFixture()
        try hearth.file("app.tar", SampleImage.app.archive)
        #expect(try hearth.shell("\(program) -c app.tar > packed").code == 0)
        let plain = try hearth("load", "app.tar")
        #expect(try hearth("load", "packed").output == plain.output)
    }

    @Test func `what is faulty leaves no name, and says why`() throws {
        let hearth = try HearthFixture()
        try hearth.file("cut.tar", Array(SampleImage.app.archive.prefix(1700)))
        let cut = try hearth("load", "cut.tar")
        #expect(cut.code == 1)
        #expect(cut.errors.hasPrefix("error: cannot load cut.tar: "))
        var tar = SampleTar()
        tar.add("../../etc/passwd", "0", [1])
        try hearth.file("evil.tar", tar.ended)
        let evil = try hearth("load", "evil.tar")
        #expect((evil.code, evil.errors) == (1, "error: cannot load evil.tar: \"../../etc/passwd\" leads out of it\n"))
        try hearth.file("text", Array("this is none".utf8))
        #expect(try hearth("load", "text").code == 1)
        #expect(try hearth("load", "nothing").code == 2)
        #expect(try hearth("images", "--format", "json").list.isEmpty)
    }

    @Test func `a layer that an image shares with another is there once`() throws {
        let hearth = try HearthFixture()
        try hearth.file("one.tar", SampleImage(["one"], files: [("hello", "hello\n")]).archive)
        try hearth.file("two.tar", SampleImage(["two"], files: [("hello", "hello\n"), ("b", "b\n")]).archive)
        #expect(try hearth("load", "one.tar").code == 0)
        let before = hearth.blobFiles.count
        #expect(try hearth("load", "two.tar").code == 0)
        // A layer, a configuration and a manifest.
        #expect(hearth.blobFiles.count == before + 3)
    }

    @Test func `an image keeps its layers until its name is taken away`() throws {
        let hearth = try HearthFixture()
        try hearth.file("app.tar", SampleImage.app.archive)
        #expect(try hearth("load", "app.tar").code == 0)
        #expect(try hearth("cache", "prune").code == 0)
        #expect(try hearth("save", "app:1", "-o", "again.tar").code == 0)
        #expect(try hearth("untag", "app:1").code == 0)
        #expect(try hearth("cache", "prune").code == 0)
        #expect(hearth.blobFiles.isEmpty)
    }
}
