import Foundation
import Host
import TestSupport
import Testing

/// A target that goes to another machine as one file.
@Suite(.enabled(if: EngineFixture.isPossible, "\(EngineFixture.reason)")) struct BaseTarballTests {
    private let engine: EngineFixture
    /// The home of the next machine.
    private var next: Path { engine.folder / "next" }

    init() throws {
        engine = try EngineFixture()
        try engine.file("context/a", "one\n")
        try engine.file(
            "Dockerfile",
            """
            FROM base AS tools
            RUN echo tool > /tool
            FROM base AS lower
            RUN echo hello > /hello
            COPY --from=tools /tool /tool
            COPY a /a
            WORKDIR /work
            FROM lower AS upper
            RUN cat /hello /a /tool > /all
            """)
        try engine.file("bake.json", Self.bakeFile(#""base": true"#))
    }

    private static func bakeFile(_ settings: String) -> String {
        """
        {"target": {
          "lower": {"context": "context", "dockerfile": "../Dockerfile", "target": "lower", "tags": ["lower:1"],
            "x-hearth": {\(settings)}},
          "app": {"context": "context", "dockerfile": "../Dockerfile", "target": "upper",
            "contexts": {"lower": "target:lower"}, "output": ["type=local,dest=out"]}}}
        """
    }

    private func bake(_ words: String..., home: Path? = nil) throws -> HearthRun {
        try engine.run(["bake", "--progress=plain"] + words, home: home)
    }

    private func count(_ run: HearthRun, _ word: String) -> Int {
        run.errors.split(separator: "\n").count { $0.hasSuffix(" \(word)") }
    }

    /// Builds the target here and writes its file.
    private func export() throws {
        let run = try bake("lower")
        #expect(run.code == 0, "\(run.errors)")
        try engine.must("cache", "export", "lower", "-o", "lower.tar.zst")
    }

    // MARK: - From one machine to the next

    @Test func `the next machine builds nothing of it, and needs not what it was made on`() throws {
        try export()
        let run = try engine.must("cache", "import", "lower.tar.zst", home: next)
        #expect(run.output.hasPrefix("lower  sha256:"))
        #expect(try engine.must("key", "lower", home: next).output == engine.must("key", "lower").output)
        let built = try bake("app", "lower", home: next)
        #expect(built.code == 0, "\(built.errors)")
        #expect(built.errors.contains("5 steps, 4 cached"), "\(built.errors)")
        #expect(engine.text("out/all") == "hello\none\ntool\n")
        let images = try ["lower:1"].map { name in
            try (engine.must("inspect", name).output, engine.must("inspect", name, home: next).output)
        }
        #expect(images.allSatisfy { $0 == $1 })
        #expect(try engine.complaints(home: next) == nil)
    }

    @Test func `the same target makes the same bytes, wherever it is written`() throws {
        try export()
        try engine.must("cache", "export", "lower", "-o", "again.tar.zst")
        try engine.must("cache", "import", "lower.tar.zst", home: next)
        try engine.must("cache", "export", "lower", "-o", "next.tar.zst", home: next)
        let bytes = try Data(contentsOf: (engine.folder / "lower.tar.zst").url)
        #expect(try Data(contentsOf: (engine.folder / "again.tar.zst").url) == bytes)
        #expect(try Data(contentsOf: (engine.folder / "next.tar.zst").url) == bytes)
    }

    @Test func `it comes through a pipe as well, compressed anew, and a second time at no cost`() throws {
        try export()
        let piped = try engine.hearth.shell(
            "zstd -dc lower.tar.zst | zstd -q -1 | HEARTH_HOME=next \(HearthFixture.program) cache import - --format json"
        )
        #expect(piped.code == 0, "\(piped.errors)")
        #expect(try piped.list[0]["added"] as? Int != 0)
        let again = try engine.must("cache", "import", "--format", "json", "lower.tar.zst", home: next)
        #expect(try again.list[0]["added"] as? Int == 0)
        #expect(try bake("lower", home: next).errors.contains("4 steps, 4 cached"))
    }

    @Test func `what is not built is not written, and it is said how to`() throws {
        let run = try engine.run("cache", "export", "lower", "-o", "lower.tar.zst")
        #expect(run.code == 1)
        #expect(
            run.errors.hasSuffix("error: the target lower is not built\nhint: build it: `hearth bake lower`\n"),
            "\(run.errors)")
        #expect(!engine.exists("lower.tar.zst"))
    }

    @Test func `several targets go into a directory, each into a file of its key`() throws {
        _ = try bake("app", "lower")
        #expect(try engine.run("cache", "export", "app", "lower", "-o", "one").code == 2)
        try FileManager.default.createDirectory(at: (engine.folder / "files").url, withIntermediateDirectories: true)
        try engine.must("cache", "export", "app", "lower", "-o", "files")
        let key = try engine.must("key", "lower").lines[0].dropFirst("sha256:".count)
        #expect(engine.names(in: "files").count == 2)
        #expect(engine.names(in: "files").contains("lower-\(key).tar.zst"))
    }

    @Test func `two that differ in a late step share what comes before it`() throws {
        func packs(_ home: Path) -> Int64 {
            engine.hearth.files(below: home / "blobs").reduce(0) {
                $0 + ((try? LocalFileSystem().status($1))??.length ?? 0)
            }
        }
        try export()
        let before = packs(engine.hearth.home)
        try engine.file("context/a", "two\n")
        _ = try bake("lower")
        try engine.must("cache", "export", "lower", "-o", "other.tar.zst")
        // Two small layers, and documents.
        #expect(packs(engine.hearth.home) - before < 20_000)
        try engine.must("cache", "import", "lower.tar.zst", home: next)
        let first = packs(next)
        try engine.must("cache", "import", "other.tar.zst", home: next)
        #expect(packs(next) - first < 20_000)
    }

    @Test func `a name that leads elsewhere stays as it is, which is said`() throws {
        try export()
        try engine.file(
            "other.tar", EngineImage([EngineFixture.baseLayer], environment: ["OTHER=1"]).archive)
        try engine.must("load", "other.tar", home: next)
        let before = try engine.must("inspect", "base", home: next).output
        let run = try engine.must("cache", "import", "lower.tar.zst", home: next)
        #expect(run.errors.hasPrefix("warning: docker.io/library/base:latest is another image here"))
        #expect(try engine.must("inspect", "base", home: next).output == before)
    }

    @Test func `what was fetched goes along, and is fetched again to see whether it is the same`() throws {
        try engine.file("served/file", "fetched\n")
        let server = try LoopbackServer.files(below: (engine.folder / "served").description)
        try engine.file("Dockerfile", "FROM base AS lower\nADD \(server.address)/file /file\nRUN cat /file > /copy\n")
        try export()
        try engine.must("cache", "import", "lower.tar.zst", home: next)
        #expect(try outcome(home: next)[0] == "present")
        let run = try bake("lower", home: next)
        #expect(run.errors.contains("2 steps, 2 cached"), "\(run.errors)")
        try engine.file("served/file", "other\n")
        #expect(try bake("lower", home: next).errors.contains("2 steps, 0 cached"))
    }

    // MARK: - Others

    @Test(.enabled(if: HearthFixture.has("skopeo"), "skopeo is needed"))
    func `skopeo and our own load take the archive inside`() throws {
        try export()
        let inside = try engine.hearth.shell(
            """
            zstd -dqc lower.tar.zst > plain.tar && skopeo inspect --raw oci-archive:plain.tar &&
              skopeo inspect --config docker-archive:plain.tar > /dev/null && skopeo copy -q oci-archive:plain.tar dir:copied
            """)
        #expect(inside.code == 0, "\(inside.errors)")
        try engine.must("load", "lower.tar.zst", home: next)
        #expect(try engine.must("inspect", "lower:1", home: next).output == engine.must("inspect", "lower:1").output)
    }

    // MARK: - Faulty files

    @Test func `what is faulty is said, and nothing of it counts`() throws {
        try export()
        let bytes = try [UInt8](Data(contentsOf: (engine.folder / "lower.tar.zst").url))
        var flipped = bytes
        flipped[bytes.count / 2] ^= 0x10
        let cases: [(String, [UInt8], String)] = [
            ("cut", Array(bytes.prefix(bytes.count / 2)), "it is cut short"),
            ("flipped", flipped, "it is damaged"),
            ("none", Array("no zstd data at all, but text".utf8), "no zstd data"),
            ("empty", [], "it is cut short"),
        ]
        for (name, content, words) in cases {
            try engine.file(name, content)
            for place in [name, "-"] {
                let run = try engine.hearth.run(
                    HearthFixture.program, ["cache", "import", place], input: place == "-" ? content : [],
                    environment: engine.environment(next))
                #expect(run.code == 2, "\(name): \(run.errors)")
                #expect(run.errors.contains(words), "\(name): \(run.errors)")
            }
        }
        #expect(try engine.must("images", "--format", "json", home: next).list.isEmpty)
        #expect(try engine.run("restore", "lower", home: next).code == 1)
        #expect(try engine.run("cache", "import", "nowhere", home: next).code == 2)
        #expect(try engine.complaints(home: next) == nil)
    }

    // MARK: - Restore

    private func outcome(_ words: String..., home: Path? = nil) throws -> [String] {
        let run = try engine.run(["restore", "lower", "--format", "json"] + words, home: home)
        guard run.code == 0,
            let object = try? JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        else { return ["\(run.code)", run.errors] }
        return [object["outcome"] as? String ?? "", object["file"] as? String ?? ""]
    }

    @Test func `restoring finds it, imports it, or builds it and writes the file`() throws {
        #expect(try outcome("--from", "lower.tar.zst")[0] == "1")
        #expect(try outcome("--from", "lower.tar.zst", "--or-build") == ["built", "lower.tar.zst"])
        #expect(try outcome("--from", "lower.tar.zst", home: next) == ["imported", "lower.tar.zst"])
        #expect(try outcome("--from", "lower.tar.zst", home: next) == ["present", "lower.tar.zst"])
        #expect(try outcome("--from", "other.tar.zst", "--save", home: next) == ["present", "other.tar.zst"])
        #expect(engine.exists("other.tar.zst"))
        let run = try engine.run("restore", "lower", "--from", "nowhere", home: engine.folder / "third")
        #expect(run.code == 1)
        #expect(run.errors.contains("the target lower is not in the store, and there is no nowhere"))
        #expect(run.errors.contains("or add --or-build"))
    }

    @Test func `a directory has a file for each key, found by the key that was asked for`() throws {
        try FileManager.default.createDirectory(at: (engine.folder / "files").url, withIntermediateDirectories: true)
        #expect(try outcome("--from", "files", "--or-build")[0] == "built")
        let key = try engine.must("key", "lower").lines[0].dropFirst("sha256:".count)
        #expect(engine.names(in: "files") == ["lower-\(key).tar.zst"])
        try engine.must("load", "base.tar", home: next)
        #expect(try outcome("--from", "files", home: next) == ["imported", "files/lower-\(key).tar.zst"])
    }

    @Test func `a file that is of no use is built over`() throws {
        try engine.file("lower.tar.zst", "damaged")
        #expect(try engine.run("restore", "lower", "--from", "lower.tar.zst").code == 2)
        let run = try engine.run("restore", "lower", "--from", "lower.tar.zst", "--or-build", "--progress=quiet")
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.errors.contains("warning: cannot import lower.tar.zst: it is "))
        #expect(run.output == "lower built\n")
        #expect(try outcome("--from", "lower.tar.zst", home: next)[0] == "imported")
        // Of files that have changed since it is another target.
        try engine.file("context/a", "two\n")
        let third = engine.folder / "third"
        let other = try outcome("--from", "lower.tar.zst", home: third)
        #expect(other[0] == "2" && other[1].contains("does not have the target lower as it is now"), "\(other)")
    }

    // MARK: - Key files

    @Test func `where key files decide, other steps change nothing, here and on the next machine`() throws {
        try engine.file("bake.json", Self.bakeFile(#""base": true, "key-files": ["lock"]"#))
        try engine.file("lock", "1\n")
        try export()
        try engine.file("context/a", "two\n")
        try engine.must("cache", "import", "lower.tar.zst", home: next)
        for home in [engine.hearth.home, next] {
            let run = try bake("app", "lower", home: home)
            #expect(run.code == 0, "\(run.errors)")
            #expect(run.errors.contains("[lower] promised by key-files"), "\(run.errors)")
            #expect(!run.errors.contains("COPY"), "\(run.errors)")
            let again = try bake("lower", "app", home: home)
            #expect(again.errors.contains(try Regex("total +([0-9]+) steps?, \\1 cached")), "\(again.errors)")
            #expect(engine.text("out/all") == "hello\none\ntool\n")
            #expect(try outcome(home: home)[0] == "present")
        }
        try engine.file("lock", "2\n")
        let run = try bake("app", "lower")
        #expect(run.errors.contains("COPY a /a"), "\(run.errors)")
        #expect(engine.text("out/all") == "hello\ntwo\ntool\n")
    }
}
