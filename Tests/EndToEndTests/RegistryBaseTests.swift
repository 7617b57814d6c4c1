import Foundation
import Host
import TestSupport
import Testing
import Values

@Suite(.enabled(if: BaseRegistry.isPossible, "\(BaseRegistry.reason)"))
struct RegistryBaseTests {
    @Test func `a base image comes from its registry by tag and by digest`() throws {
        let bases = try BaseRegistry()
        try bases.push("base:1", "one")
        #expect(try bases.who("FROM \(bases.name("base:1"))\n") == "one")
        let digest = try #require(bases.registry.digest(of: "1", in: "base"))
        #expect(try bases.who("FROM \(bases.name("base"))@\(digest)\n") == "one")
        #expect(try bases.who("FROM scratch\nCOPY --from=\(bases.name("base:1")) /who /\n") == "one")
        #expect(bases.fetchedLayers(of: "base").count == 1)
    }

    @Test func `an index leads to the image for each platform`() throws {
        let bases = try BaseRegistry()
        try bases.push(
            "base:1", built: "FROM scratch\nARG TARGETARCH\nCOPY hello /${TARGETARCH}\n",
            for: "linux/amd64,linux/arm64")
        try bases.build(
            "FROM \(bases.name("base:1"))\nCOPY hello /more\n", "--platform", "linux/amd64,linux/arm64", "-o", "out")
        for platform in ["amd64", "arm64"] {
            #expect(EngineFixture.exists(bases.hearth.folder / "out/linux_\(platform)/\(platform)"))
        }
        #expect(bases.questions(about: "1") == 1)
        let other = try bases.attempt("FROM \(bases.name("base:1"))\n", ["--platform", "linux/s390x"])
        #expect(other.code == 2)
        #expect(other.errors.contains("there is no image for linux/s390x"))
        #expect(other.errors.contains("Dockerfile:1:6"))
    }

    @Test func `a private registry is asked with the login of docker`() throws {
        let bases = try BaseRegistry(.init { $0.admission = .passwords(["ann": "s3cret"]) })
        try bases.push("base:1", "one", credentials: "ann:s3cret")
        let dockerfile = "FROM \(bases.name("base:1"))\nCOPY hello /\n"
        let refused = try bases.attempt(dockerfile)
        #expect(refused.code == 1)
        #expect(refused.errors.contains("Dockerfile:1:6"))
        let auth = Data("ann:s3cret".utf8).base64EncodedString()
        try FileManager.default.createDirectory(
            at: (bases.hearth.folder / ".docker").url, withIntermediateDirectories: true)
        try bases.hearth.file(
            ".docker/config.json", Array("{\"auths\":{\"\(bases.registry.name)\":{\"auth\":\"\(auth)\"}}}".utf8))
        let run = try bases.build(dockerfile)
        #expect(!(refused.errors + run.errors).contains("s3cret"))
        #expect(bases.fetchedLayers(of: "base").count == 1)
    }

    @Test func `a tag is remembered until somebody pulls`() throws {
        let bases = try BaseRegistry()
        let dockerfile = "FROM \(bases.name("base:1"))\nCOPY hello /\n"
        try bases.push("base:1", "one")
        #expect(try bases.who(dockerfile) == "one")
        try bases.push("base:1", "two")
        #expect(try bases.who(dockerfile) == "one")
        #expect(bases.questions(about: "1") == 0)
        #expect(try bases.who(dockerfile, "--pull") == "two")
        #expect(bases.questions(about: "1") == 1)
        #expect(try bases.who(dockerfile) == "two")
    }

    @Test func `what is at hand is built on when the registry is down, and all else is an error at its FROM`() throws {
        let bases = try BaseRegistry()
        try bases.push("base:1", "one")
        try bases.push("base:2", "two")
        #expect(try bases.who("FROM \(bases.name("base:1"))\nCOPY hello /\n") == "one")
        bases.registry.stop()
        #expect(try bases.who("FROM \(bases.name("base:1"))\nCOPY hello /again\n") == "one")
        #expect(try bases.who("FROM \(bases.name("base:1"))\nCOPY hello /more\n", "--offline") == "one")
        let run = try bases.attempt("FROM scratch\nFROM \(bases.name("base:2"))\nCOPY hello /\n")
        #expect(run.code == 1)
        #expect(run.errors.contains("Dockerfile:2:6: error: cannot get the image \(bases.name("base:2"))"))
    }

    @Test func `an image that is nowhere is an error at its FROM, before anything runs`() throws {
        let bases = try BaseRegistry()
        let run = try bases.attempt(
            "FROM scratch AS a\nCOPY hello /\nFROM \(bases.name("none:1"))\nCOPY --from=a / /\n")
        #expect(run.code == 2)
        #expect(
            run.errors.contains(
                "Dockerfile:3:6: error: there is no image \(bases.name("none:1")): \(bases.registry.name) does not have it"
            ))
        #expect(!run.errors.contains("COPY hello"))
    }

    @Test func `a key tells what a base is, and without anybody to ask what it is called`() throws {
        let bases = try BaseRegistry()
        try bases.push("base:1", "one")
        try bases.hearth.file(
            "bake.json",
            JSON.object([
                .init(
                    "target",
                    [
                        "default": [
                            "context": "context",
                            "dockerfile-inline": .string("FROM \(bases.name("base:1"))\nCOPY hello /\n"),
                        ]
                    ])
            ]).encoded())
        let offline = try bases.run(["key", "--offline"])
        #expect(offline.errors.contains("is not in the store: keys go by its name"))
        let one = try bases.run(["key"])
        #expect(one.code == 0 && one.errors.isEmpty, "\(one.errors)")
        #expect(one.output != offline.output)
        // No layer is needed for that.
        #expect(bases.fetchedLayers(of: "base").isEmpty)
        // What it led to is remembered.
        #expect(try bases.run(["key", "--offline"]).output == one.output)
        bases.registry.stop()
        try bases.hearth.file("other", [])
        let fresh = ["HEARTH_HOME": (bases.hearth.folder / "fresh").description]
        let unanswered = try bases.run(["key"], environment: fresh)
        #expect(unanswered.code == 0)
        #expect(unanswered.errors.contains("cannot get the image \(bases.name("base:1"))"))
        #expect(unanswered.output == offline.output)
    }

    // MARK: - What is fetched

    @Test func `a base that nothing is put on is pushed on without its layers`() throws {
        let bases = try BaseRegistry()
        try bases.push("base:1", "one")
        try bases.build("FROM \(bases.name("base:1"))\nENV A=1\n", "-t", bases.name("app:1"), "--push")
        #expect(bases.fetchedLayers(of: "base").isEmpty)
        #expect(bases.registry.digest(of: "1", in: "app") != nil)
        // All that it is made of is there.
        #expect(
            bases.registry.blobs(of: "base").isSubset(of: bases.registry.blobs(of: "app").union(configuration(bases))))
        // What is fetched later comes from where the base was.
        let offline = try bases.run(["save", "--offline", bases.name("app:1"), "-o", "app.tar"])
        #expect(offline.code != 0)
        #expect(offline.errors.contains("are not on this machine"))
        #expect(try bases.run(["save", bases.name("app:1"), "-o", "app.tar"]).code == 0)
        #expect(bases.fetchedLayers(of: "base").count == 1)
    }

    private func configuration(_ bases: BaseRegistry) -> Set<Digest> {
        let manifest = bases.registry.digest(of: "1", in: "base").flatMap { bases.registry.content($0) }
        let digest = manifest.flatMap { try? JSON(parsing: $0) }?["config"]?["digest"]?.string.flatMap { Digest($0) }
        return digest.map { [$0] } ?? []
    }

    @Test func `a layer that is linked onto a base needs nothing of it, and one that is copied no directories`() throws
    {
        let bases = try BaseRegistry()
        try bases.push("base:1", "one")
        let linked = "FROM \(bases.name("base:1"))\nCOPY --link hello /hello\n"
        try bases.build(linked, "-t", "linked")
        #expect(bases.fetchedLayers(of: "base").isEmpty)
        try bases.build("FROM \(bases.name("base:1"))\nWORKDIR /there\nCOPY hello .\n", "-t", "copied")
        #expect(bases.fetchedLayers(of: "base").count == 1)
        #expect(bases.directories.isEmpty)
        // Whether a base was unpacked is no part of an image.
        let first = try bases.run(["images", "--format", "json"]).output
        try bases.build(linked, "-t", "linked")
        #expect(try bases.run(["images", "--format", "json"]).output == first)
    }

    // MARK: - Pulling

    @Test func `pull brings whole images, and names each that cannot be had`() throws {
        let bases = try BaseRegistry()
        try bases.push("one:1", "one")
        try bases.push("two:1", "two")
        let run = try bases.run(["pull", bases.name("one:1"), bases.name("none:1"), bases.name("two:1")])
        #expect(run.code == 1)
        let digests = try ["one", "two"].map { try #require(bases.registry.digest(of: "1", in: $0)) }
        #expect(run.output == "\(bases.name("one:1")) \(digests[0])\n\(bases.name("two:1")) \(digests[1])\n")
        #expect(run.errors.contains("pull of \(bases.name("none:1")): there is no image \(bases.name("none:1"))"))
        bases.registry.stop()
        #expect(try bases.who("FROM \(bases.name("two:1"))\nCOPY hello /\n") == "two")
        #expect(try bases.run(["images"]).output.contains(bases.name("one:1")))
    }

    @Test func `pull brings all platforms where that is wanted`() throws {
        let bases = try BaseRegistry()
        try bases.push("base:1", built: "FROM scratch\nCOPY hello /\n", for: "linux/amd64,linux/arm64,linux/s390x")
        func platforms(_ options: String...) throws -> [String] {
            let run = try bases.run(["pull", "--format", "json"] + options + [bases.name("base:1")])
            let json = try JSON(parsing: Array(run.output.utf8))
            return json.elements?.first?["platforms"]?.elements?.compactMap(\.string) ?? []
        }
        #expect(try platforms("--platform", "linux/arm64") == ["linux/arm64"])
        #expect(try platforms("--all-platforms") == ["linux/amd64", "linux/arm64", "linux/s390x"])
    }
}
