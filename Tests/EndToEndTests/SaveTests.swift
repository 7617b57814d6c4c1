import Foundation
import Host
import TestSupport
import Testing

struct SaveTests {
    private func loaded() throws -> HearthFixture {
        let hearth = try HearthFixture()
        try hearth.file("app.tar", SampleImage.app.archive)
        #expect(try hearth("load", "app.tar").code == 0)
        return hearth
    }

    @Test func `what was saved is the same when it comes back`() throws {
        let hearth = try loaded()
        #expect(try hearth("save", "app:1", "-o", "out.tar").code == 0)
        #expect(try hearth("save", "app:1", "-o", "out.tar.zst").code == 0)
        let first = try Data(contentsOf: (hearth.folder / "out.tar").url)
        #expect(try hearth("save", "app:1", "-o", "out.tar").code == 0)
        #expect(try Data(contentsOf: (hearth.folder / "out.tar").url) == first)
        let digest = try hearth("images", "--format", "json").list[0]["digest"] as? String
        #expect(try hearth("save", "app:1", "-o", "out.tar.gz").code == 0)
        #expect(try hearth.shell("gzip -t out.tar.gz").code == 0)
        for file in ["out.tar", "out.tar.zst", "out.tar.gz"] {
            let run = try hearth("load", file, "--home", "other-\(file)")
            #expect(run.output == "app:1 \(try #require(digest))\n")
        }
        #expect(try Data(contentsOf: (hearth.folder / "out.tar.zst").url).count < first.count)
    }

    @Test func `several images go into one archive, from standard output as well`() throws {
        let hearth = try loaded()
        try hearth.file("two.tar", SampleImage(["two:2"], files: [("hello", "hello\n")]).archive)
        #expect(try hearth("load", "two.tar").code == 0)
        #expect(try hearth.shell("hearth save app:1 two:2 | hearth load - --home other").lines.count == 2)
        #expect(try hearth.shell("hearth save app:1 --type oci | tar -t").lines.contains("manifest.json") == false)
        #expect(try hearth.shell("hearth save app:1 | tar -t").lines.contains("manifest.json"))
    }

    @Test func `nothing is written for a name that nobody has`() throws {
        let hearth = try loaded()
        let run = try hearth("save", "nobody", "-o", "out.tar")
        #expect(run.code == 2)
        #expect(!FileManager.default.fileExists(atPath: (hearth.folder / "out.tar").description))
    }

    @Test(.enabled(if: HearthFixture.has("skopeo"), "skopeo is not installed"))
    func `skopeo understands it`() throws {
        let hearth = try loaded()
        #expect(try hearth("save", "app:1", "-o", "out.tar").code == 0)
        let inspection = try hearth.run("/usr/bin/skopeo", ["inspect", "oci-archive:out.tar"])
        #expect(inspection.code == 0, "\(inspection.errors)")
        #expect(try inspection.object["Architecture"] as? String == "amd64")
        let digest = try hearth("images", "--format", "json").list[0]["digest"] as? String
        #expect(try inspection.object["Digest"] as? String == digest)
        let asDocker = try hearth.run("/usr/bin/skopeo", ["inspect", "docker-archive:out.tar"])
        #expect(asDocker.code == 0, "\(asDocker.errors)")
    }

    @Test(.enabled(if: HearthFixture.has("umoci"), "umoci is not installed"))
    func `umoci unpacks it`() throws {
        let hearth = try loaded()
        #expect(try hearth("save", "app:1", "-o", "out.tar").code == 0)
        let run = try hearth.shell(
            "mkdir layout && tar -C layout -xf out.tar && umoci unpack --rootless --image layout:1 bundle && cat bundle/rootfs/hello"
        )
        #expect(run.output.hasSuffix("hello\n"), "\(run.errors)")
    }
}
