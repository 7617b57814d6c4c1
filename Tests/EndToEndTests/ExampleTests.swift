import Foundation
import Host
import TestSupport
import Testing

/// The project's own bake file and those of its examples.
struct ExampleTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static var folders: [String] {
        let found = FileManager.default.enumerator(atPath: root.appendingPathComponent("examples").path)
        let files = (found?.compactMap { $0 as? String } ?? []).filter {
            $0.hasSuffix("bake.hcl") || $0.hasSuffix("bake.json")
        }
        return ["."] + files.map { "examples/" + ($0 as NSString).deletingLastPathComponent }.sorted()
    }

    @Test(arguments: folders) func `a bake file names what is there`(name: String) throws {
        let folder = Self.root.appendingPathComponent(name)
        let hearth = try HearthFixture()
        let run = try hearth.run("/bin/sh", ["-c", "cd '\(folder.path)' && exec hearth bake --print '*'"])
        #expect((run.code, run.errors) == (0, ""))
        let plan = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: [String: [String: Any]]]
        let targets = try #require(plan?["target"])
        #expect(!targets.isEmpty)
        // Those that are only inherited have no Dockerfile.
        for (name, target) in targets where !name.hasPrefix("_") {
            let context = folder.appendingPathComponent(try #require(target["context"] as? String))
            let dockerfile = context.appendingPathComponent(try #require(target["dockerfile"] as? String))
            #expect(FileManager.default.fileExists(atPath: dockerfile.path), "\(name)")
        }
    }

    @Test(arguments: folders) func `every target can be planned, and nothing is found in its Dockerfile`(
        name: String
    ) throws {
        let folder = Self.root.appendingPathComponent(name)
        let hearth = try HearthFixture()
        for line in ["hearth plan '*'", "hearth key '*'", "hearth check '*'"] {
            let run = try hearth.run("/bin/sh", ["-c", "cd '\(folder.path)' && exec \(line)"])
            #expect(run.code == 0, "\(line)")
            // Their base images are in no store yet, which is told.
            #expect(run.errors.isEmpty || line.contains("key") && run.errors.contains("not in the store"), "\(line)")
        }
    }

    @Test func `hello is built, as an image and as files`() throws {
        let hearth = try HearthFixture()
        let source = Self.root.appendingPathComponent("examples/hello").path
        let run = try hearth.shell("cp -R '\(source)' hello && cd hello && hearth bake --progress plain")
        #expect(run.code == 0, "\(run.errors)")
        let names = try hearth.shell("tar -tf hello/hello.tar").lines
        #expect(names.contains("srv/pages/index.html") && names.contains("etc/mime.types"), "\(names)")
        let line = "cd hello && tar -xOf hello.tar srv/pages/index.html | cmp - site/pages/index.html"
        #expect(try hearth.shell(line).code == 0)
        #expect(try hearth("inspect", "hello:latest").code == 0)
    }

    @Test(arguments: [".", "examples/stack", "examples/monorepo"])
    func `what needs a base image says which, and how to come by it`(name: String) throws {
        let hearth = try HearthFixture()
        let folder = Self.root.appendingPathComponent(name)
        let run = try hearth.run("/bin/sh", ["-c", "cd '\(folder.path)' && exec hearth bake"])
        #expect(run.code == 1)
        #expect(run.errors.contains("is not in the store\nhint: put it there with `hearth load`"), "\(run.errors)")
    }

    @Test(
        .enabled(
            if: Busybox.archive != nil && getuid() == 0 && Tmpfs.isPossible, "busybox and leave to mount are needed"))
    func `monorepo is built on a busybox that was loaded`() throws {
        let hearth = try HearthFixture()
        try hearth.file("base.tar", try #require(Busybox.archive))
        #expect(try hearth("load", "base.tar").code == 0)
        let folder = Self.root.appendingPathComponent("examples/monorepo").path
        let run = try hearth.run("/bin/sh", ["-c", "cd '\(folder)' && exec hearth bake default site"])
        #expect(run.code == 0, "\(run.errors)")
        #expect(try hearth("images", "--format", "json").list.count == 6)
    }
}
