import Foundation
import Host
import TestSupport
import Testing
import Values

/// Images with layers in common, pushed at once by a process each.
@Suite(.enabled(if: RegistryServer.isPossible, "\(RegistryServer.reason)")) struct SharedLayerPushTests {
    private let hearth: HearthFixture
    private let registry: RegistryServer
    private let names = (1...6).map { "app\($0)" }

    /// Six images from one, which has two layers.
    init() throws {
        hearth = try HearthFixture()
        registry = try RegistryServer()
        var generator = SeededGenerator(seed: 7)
        try write("base", [generator.noise(3 << 20), generator.noise(2 << 20)], from: "scratch")
        var bake = #"target "base" { context = "base" }"# + "\n"
        for name in names {
            try write(name, [generator.noise(100_000)], from: "base")
            bake += """
                target "\(name)" {
                  context  = "\(name)"
                  contexts = { base = "target:base" }
                  tags     = ["\(registry.name)/\(name):1"]
                }

                """
        }
        try hearth.file("stack.hcl", Array(bake.utf8))
        let built = try hearth.run(HearthFixture.program, ["bake", "-f", "stack.hcl"] + names)
        #expect(built.code == 0, "\(built.errors)")
    }

    private func write(_ name: String, _ files: [[UInt8]], from base: String) throws {
        let folder = (hearth.folder / Path(name)).url
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var lines = "FROM \(base)\n"
        for (number, bytes) in files.enumerated() {
            try hearth.file("\(name)/\(number)", bytes)
            lines += "COPY \(number) /\(name)-\(number)\n"
        }
        try hearth.file("\(name)/Dockerfile", Array(lines.utf8))
    }

    private func push() throws -> HearthRun {
        let images = names.map { "\(registry.name)/\($0):1" }
        return try hearth.run(HearthFixture.program, ["push"] + images)
    }

    /// What has come to an end, by what was sent and what was not.
    private var uploads: (sent: [Substring], mounted: [Substring]) {
        let requests = registry.requests.filter { $0.status == 201 && $0.path.contains("/blobs/uploads/") }
        func digests(_ method: String, _ parameter: String) -> [Substring] {
            requests.filter { $0.method == method }.compactMap { request in
                request.path.split { $0 == "?" || $0 == "&" }.first { $0.hasPrefix("\(parameter)=") }?
                    .dropFirst(parameter.count + 1)
            }
        }
        return (digests("PUT", "digest"), digests("POST", "mount"))
    }

    @Test func `what six images share goes to the registry once`() throws {
        let pushed = try push()
        #expect(pushed.code == 0, "\(pushed.errors)")
        let (sent, mounted) = uploads
        // Two shared layers, six of their own, and six configurations.
        #expect(sent.count == 14, "\(sent)")
        #expect(Set(sent).count == sent.count, "\(sent)")
        // The five who did not send them.
        #expect(mounted.count == 10, "\(mounted)")
        for name in names {
            #expect(registry.blobs(of: name).count == 4)
            #expect(registry.uploads(of: name).isEmpty)
            #expect(registry.tags(of: name) == ["1"])
        }
    }

    @Test func `a registry that has it all is asked once for each tag, and not by a process for each`() throws {
        #expect(try push().code == 0)
        try registry.forgetRequests()
        let again = try push()
        #expect(again.code == 0, "\(again.errors)")
        #expect(again.lines.count == 6)
        let questions = registry.requests.filter { $0.method == "HEAD" }.map(\.path)
        #expect(Set(questions) == Set(names.map { "/v2/\($0)/manifests/1" }))
        #expect(questions.count == 6)
        // Each process finds out what the registry speaks: the one for the first image, and the one that asks for the others.
        #expect(registry.requests.filter { $0.method != "HEAD" }.map(\.path) == ["/v2/", "/v2/"])
    }

    @Test func `of six images the one that has changed is sent, and its tag moves with the others where they are`()
        throws
    {
        #expect(try push().code == 0)
        var generator = SeededGenerator(seed: 8)
        try write("app4", [generator.noise(100_000)], from: "base")
        #expect(try hearth("bake", "-f", "stack.hcl", "app4").code == 0)
        try registry.forgetRequests()
        let again = try push()
        #expect(again.code == 0, "\(again.errors)")
        #expect(uploads.sent.count == 2, "\(uploads)")
        #expect(
            again.lines.contains("\(registry.name)/app4:1 \(registry.digest(of: "1", in: "app4")?.description ?? "-")"))
        #expect(registry.manifests(of: "app4").count == 2)
        #expect(registry.manifests(of: "app5").count == 1)
    }

    @Test func `a survey that fails leaves each image to its own process`() throws {
        registry.stop()
        let run = try hearth.run(
            HearthFixture.program, ["push"] + names.map { "\(registry.name)/\($0):1" },
            environment: ["HEARTH_PATIENCE": "0"])
        #expect(run.code == 1)
        for name in names { #expect(run.errors.contains("push of \(registry.name)/\(name):1"), "\(run.errors)") }
    }
}
