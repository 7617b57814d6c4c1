import TestSupport
import Testing

struct InspectTests {
    @Test func `an image is shown with its configuration, its layers and what made them`() throws {
        let hearth = try HearthFixture()
        try hearth.file("app.tar", SampleImage.app.archive)
        #expect(try hearth("load", "app.tar").code == 0)
        let run = try hearth("inspect", "app:1")
        #expect(run.code == 0)
        #expect(run.lines.contains("Name:      docker.io/library/app:1"))
        #expect(run.lines.contains("Cmd:       [\"/bin/busybox\",\"cat\",\"/hello\"]"))
        #expect(run.lines.contains("Label:     a=b"))
        #expect(run.lines.last?.hasPrefix("    2  ") == true)
        #expect(run.lines.last?.hasSuffix("  uncompressed  COPY etc/motd") == true)
    }

    @Test func `for programs there is all of it, by a digest as well`() throws {
        let hearth = try HearthFixture()
        try hearth.file("app.tar", SampleImage.app.archive)
        let digest = try #require(try hearth("load", "app.tar").lines[0].split(separator: " ").last.map(String.init))
        for name in ["app:1", digest, String(digest.dropFirst(7).prefix(8))] {
            let object = try hearth("inspect", name, "--format", "json").object
            #expect(object["digest"] as? String == digest)
            let image = try #require((object["images"] as? [[String: Any]])?.first)
            #expect((image["layers"] as? [[String: Any]])?.count == 2)
            let configuration = try #require(image["configuration"] as? [String: Any])
            #expect(configuration["created"] as? String == "2026-01-02T03:04:05Z")
        }
    }

    @Test func `a name that is nearly right is answered with the right one`() throws {
        let hearth = try HearthFixture()
        try hearth.file("app.tar", SampleImage.app.archive)
        #expect(try hearth("load", "app.tar").code == 0)
        let run = try hearth("inspect", "ap:1")
        #expect(
            (run.code, run.errors) == (2, "error: there is no image 'ap:1' in the store\nhint: did you mean app:1?\n"))
    }
}
