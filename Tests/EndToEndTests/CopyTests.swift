import Foundation
import Hashing
import Host
import TestSupport
import Testing
import Values

@Suite(.enabled(if: CopyFixture.isPossible, "\(CopyFixture.reason)"))
struct CopyTests {
    private let fixture: CopyFixture
    private var here: RegistryServer { fixture.here }
    private var there: RegistryServer { fixture.there }

    init() throws { fixture = try CopyFixture() }

    @Test func `within a registry nothing is sent`() throws {
        let image = TestImage(layers: [2_000_000, 5000])
        try here.add(image, to: "app", as: "sha-abc")
        let run = try fixture.run(
            "copy", "\(here.name)/app:sha-abc", "\(here.name)/prod/app:1", "\(here.name)/prod/app:latest")
        #expect(run.code == 0, "\(run.errors)")
        #expect(
            run.lines == [
                "\(here.name)/prod/app:1 \(image.digest)", "\(here.name)/prod/app:latest \(image.digest)",
            ])
        #expect(here.has(image, in: "prod/app", as: "1"))
        #expect(here.has(image, in: "prod/app", as: "latest"))
        #expect(here.blobTraffic.isEmpty, "\(here.blobTraffic)")
        #expect(fixture.hearth.blobFiles.isEmpty)
    }

    @Test func `what is there already is not copied again`() throws {
        try here.add(TestImage(layers: [5000]), to: "app", as: "1")
        #expect(try fixture.run("copy", "\(here.name)/app:1", "\(here.name)/prod/app:1").code == 0)
        try here.forgetRequests()
        #expect(try fixture.run("copy", "\(here.name)/app:1", "\(here.name)/prod/app:1", "--no-referrers").code == 0)
        #expect(!here.requests.contains { $0.method == "POST" || $0.path.contains("/blobs/") }, "\(here.requests)")
    }

    @Test func `between registries bytes go past the store, and leave nothing behind`() throws {
        let image = TestImage(layers: [3_000_000, 70_000, 10])
        try here.add(image, to: "team/app", as: "1")
        let run = try fixture.run("copy", "\(here.name)/team/app:1", "\(there.name)/app:2", "--format", "json")
        #expect(run.code == 0, "\(run.errors)")
        #expect(there.has(image, in: "app", as: "2"))
        #expect(try run.list.first?["digest"] as? String == "\(image.digest)")
        #expect(fixture.hearth.blobFiles.isEmpty)
        #expect(fixture.hearth.files(below: fixture.hearth.home / "tmp").isEmpty)
        let back = try fixture.run("copy", "\(there.name)/app@\(image.digest)", "\(here.name)/back:1")
        #expect(back.code == 0, "\(back.errors)")
        #expect(here.has(image, in: "back", as: "1"))
    }

    @Test func `what the store has is not fetched`() throws {
        let image = TestImage(layers: [100_000])
        try here.add(image, to: "app", as: "1")
        #expect(try fixture.run("pull", "\(here.name)/app:1", "--platform", "linux/amd64").code == 0)
        try here.forgetRequests()
        let run = try fixture.run("copy", "\(here.name)/app:1", "\(there.name)/app:1")
        #expect(run.code == 0, "\(run.errors)")
        #expect(there.has(image, in: "app", as: "1"))
        #expect(here.blobTraffic.isEmpty, "\(here.blobTraffic)")
    }

    @Test func `lines that break on both sides do no harm`() throws {
        let image = TestImage(layers: [4_000_000])
        try here.add(image, to: "app", as: "1")
        let (from, to) = (try FaultProxy(to: here.port), try FaultProxy(to: there.port))
        from.plan(.cutsAnswer(at: 1_000_000)) { $0.method == "GET" && $0.path.contains("/blobs/") }
        to.plan(.cutsRequest(at: 2_500_000)) { $0.path.contains("/uploads/") && ["PUT", "PATCH"].contains($0.method) }
        let login = Data("me:secret".utf8).base64EncodedString()
        let run = try fixture.run(
            "copy", "\(from.name)/app:1", "\(to.name)/app:1",
            environment: ["DOCKER_AUTH_CONFIG": #"{"auths":{"\#(to.name)":{"auth":"\#(login)"}}}"#])
        #expect(run.code == 0, "\(run.errors)")
        #expect(there.has(image, in: "app", as: "1"))
        #expect((from.faultCount, to.faultCount) == (1, 1))
    }

    @Test func `a blob that is not what it should be comes to no end`() throws {
        let image = TestImage(layers: [2_000_000])
        try here.add(image, to: "app", as: "1")
        var bytes = image.layers[0]
        bytes[bytes.count / 2] ^= 1
        let digest = ContentHash.digest(of: image.layers[0])
        try here.replace(digest, with: bytes)
        let run = try fixture.run("copy", "\(here.name)/app:1", "\(there.name)/app:1")
        #expect(run.code == 1)
        #expect(run.errors.contains("blob \(digest) of app of \(here.name) is not what was asked for"), "\(run.errors)")
        #expect(there.tags(of: "app").isEmpty)
        #expect(!there.blobs(of: "app").contains(digest))
    }

    @Test func `an index goes with all of its images, byte by byte`() throws {
        let index = try fixture.addIndex(to: "app", as: "1")
        let run = try fixture.run("copy", "\(here.name)/app:1", "\(there.name)/app:1")
        #expect(run.code == 0, "\(run.errors)")
        let digest = try #require(there.digest(of: "1", in: "app"))
        #expect(there.content(digest) == index.bytes)
        for image in index.images {
            #expect(there.content(image.digest) == image.manifest)
            #expect(there.blobs(of: "app").isSuperset(of: image.blobDigests))
        }
    }

    @Test func `one platform's image can be copied alone`() throws {
        let index = try fixture.addIndex(to: "app", as: "1")
        let run = try fixture.run("copy", "\(here.name)/app:1", "\(there.name)/app:1", "--platform", "linux/arm64")
        #expect(run.code == 0, "\(run.errors)")
        #expect(there.has(index.images[1], in: "app", as: "1"))
        #expect(there.manifests(of: "app") == [index.images[1].digest])
        let other = try fixture.run("copy", "\(here.name)/app:1", "\(there.name)/app:2", "--platform", "linux/riscv64")
        #expect(other.code == 1)
        #expect(other.errors.contains("there is no image for linux/riscv64"), "\(other.errors)")
        #expect(other.errors.contains("hint: there is one for linux/amd64, linux/arm64"), "\(other.errors)")
        try here.add(index.images[0], to: "app", as: "alone")
        let alone = try fixture.run(
            "copy", "\(here.name)/app:alone", "\(there.name)/app:2", "--platform", "linux/arm64")
        #expect(alone.code == 1)
        #expect(there.tags(of: "app") == ["1"])
    }

    @Test(arguments: [true, false]) func `what refers to an image goes with it, and what refers to that`(
        isNear: Bool
    ) throws {
        let image = TestImage(layers: [5000])
        try here.add(image, to: "app", as: "1")
        let signature = try fixture.attach("signed", to: image.manifest, in: "app")
        let witness = try fixture.attach("seen", to: signature, in: "app")
        let target = isNear ? here : there
        let run = try fixture.run("copy", "\(here.name)/app:1", "\(target.name)/prod/app:1")
        #expect(run.code == 0, "\(run.errors)")
        for (subject, referrer) in [(image.manifest, signature), (signature, witness)] {
            let digest = ContentHash.digest(of: referrer)
            #expect(target.content(digest) == referrer)
            let tag = CopyFixture.fallbackTag(of: subject)
            let list = try #require(target.digest(of: tag, in: "prod/app").flatMap { target.content($0) })
            let listed = try JSON(parsing: list)["manifests"]?.elements?.compactMap { $0["digest"]?.string }
            #expect(listed == ["\(digest)"])
        }
        if isNear { #expect(here.blobTraffic.isEmpty, "\(here.blobTraffic)") }
        #expect(target.tags(of: "prod/app").count == 3)
    }

    @Test func `what came to refer to an image later is brought after it`() throws {
        let image = TestImage(layers: [5000])
        try here.add(image, to: "app", as: "1")
        #expect(try fixture.run("copy", "\(here.name)/app:1", "\(there.name)/app:1").code == 0)
        let signature = try fixture.attach("signed", to: image.manifest, in: "app")
        let without = try fixture.run("copy", "\(here.name)/app:1", "\(there.name)/app:1", "--no-referrers")
        #expect(without.code == 0)
        #expect(there.tags(of: "app") == ["1"])
        #expect(try fixture.run("copy", "\(here.name)/app:1", "\(there.name)/app:1").code == 0)
        #expect(there.manifests(of: "app").contains(ContentHash.digest(of: signature)))
        #expect(there.tags(of: "app") == ["1", CopyFixture.fallbackTag(of: image.manifest)])
    }

    @Test func `a repository is copied with all of its tags`() throws {
        let images = (1...20).map { TestImage(layers: [1000 + $0], seed: UInt64($0)) }
        for (number, image) in images.enumerated() { try here.add(image, to: "old/app", as: "v\(number)") }
        try here.add(images[3], to: "old/app", as: "latest")
        _ = try fixture.attach("signed", to: images[3].manifest, in: "old/app")
        let run = try fixture.run("copy", "--all-tags", "\(here.name)/old/app", "\(there.name)/new/app")
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.lines.count == 21)
        #expect(there.tags(of: "new/app") == here.tags(of: "old/app"))
        for (number, image) in images.enumerated() { #expect(there.has(image, in: "new/app", as: "v\(number)")) }
        #expect(there.has(images[3], in: "new/app", as: "latest"))
    }

    @Test func `what cannot be meant is refused before anything is asked`() throws {
        for words in [
            ["--all-tags", "a:1", "b"], ["--all-tags", "a", "b", "c"],
            ["a:1", "b@sha256:\(String(repeating: "a", count: 64))"],
            ["a:1", "B"], ["--set", "set.json", "a:1", "b/{name}:1"], ["--var", "A=1", "a", "b"],
        ] {
            let run = try fixture.hearth.run(HearthFixture.program, ["copy"] + words)
            #expect(run.code == 2, "\(words): \(run.errors)")
        }
    }
}
