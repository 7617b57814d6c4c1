import Foundation
import Host
import TestSupport
import Testing

struct AddTests {
    static let empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    static let hello = "sha256:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"

    @Test func `a file's digest is printed, whatever the file is called`() throws {
        let hearth = try HearthFixture()
        for name in ["hello", "it's $HOME", "日本.tar", "-n", "new\nline"] {
            try hearth.file(name, Array("hello\n".utf8))
            let run = try hearth("cache", "add", "--", name)
            #expect((run.code, run.output, run.errors) == (0, Self.hello + "\n", ""))
        }
        #expect(try hearth("cache", "ls", "--format", "json").list.count == 1)
    }

    @Test func `several files have a line each, in their order`() throws {
        let hearth = try HearthFixture()
        try hearth.file("a", [])
        try hearth.file("b", Array("hello\n".utf8))
        #expect(try hearth("cache", "add", "b", "a", "b").lines == [Self.hello, Self.empty, Self.hello])
    }

    @Test func `standard input is read to its end`() throws {
        let hearth = try HearthFixture()
        #expect(try hearth("cache", "add", "-", input: Array("hello\n".utf8)).output == Self.hello + "\n")
        #expect(try hearth.shell("(printf hel; printf 'lo\\n') | hearth cache add -").output == Self.hello + "\n")
    }

    @Test func `a name keeps the blob, and moves to the next one`() throws {
        let hearth = try HearthFixture()
        let first = try hearth.add(Samples.noise, as: "base")
        let second = try hearth.add(Samples.small, as: "base")
        let list = try hearth("cache", "ls", "--format", "json").list
        let references = Dictionary(
            uniqueKeysWithValues: list.map { ($0["digest"] as? String, $0["references"] as? [String]) })
        #expect(references == [first: [], second: ["base"]])
    }

    // A name that could be the beginning of a digest would stand before the blobs that begin so.
    @Test(arguments: [
        ("2cf24d", false), ("20241120", false), ("sha256:2cf24d", false), ("sha512:abcdef", false), ("DECADE", true),
        ("2cf24", true), ("sha256:2cf24", true), ("2cf24d.tar", true), ("v20241120", true), ("debian:122024", true),
    ])
    func `a name does not hide blobs`(name: String, isTaken: Bool) throws {
        let hearth = try HearthFixture()
        try hearth.file("hello", Array("hello\n".utf8))
        let run = try hearth("cache", "add", "hello", "--name", name)
        #expect(run.code == (isTaken ? 0 : 2))
        if !isTaken {
            #expect(
                run.errors == """
                    error: invalid value '\(name)' for --name: a name of hex digits would hide blobs: digests begin so
                    hint: see `hearth cache add --help`

                    """)
        }
    }

    @Test func `a promise that holds is accepted`() throws {
        let hearth = try HearthFixture()
        try hearth.file("hello", Array("hello\n".utf8))
        for size in ["6", "6B"] {
            #expect(try hearth("cache", "add", "hello", "--digest", Self.hello, "--size", size).code == 0)
        }
        let run = try hearth("cache", "add", "hello", "--algorithm", "sha512")
        #expect(run.output.hasPrefix("sha512:e7c22b994c59d9cf2b48e549b1e24666636045930d3da7c1acb299d1c3b7f931"))
    }

    @Test(arguments: [
        (["--digest", empty], "cannot add hello: expected \(empty), found \(hello)"),
        (["--size", "5"], "cannot add hello: is longer than the 5 bytes it should have"),
        (["--size", "7"], "cannot add hello: ended after 6 of 7 bytes"),
    ])
    func `a promise that is broken keeps nothing`(options: [String], message: String) throws {
        let hearth = try HearthFixture()
        try hearth.file("hello", Array("hello\n".utf8))
        let run = try hearth.run(HearthFixture.program, ["cache", "add", "hello", "--name", "x"] + options)
        #expect((run.code, run.output, run.errors) == (1, "", "error: \(message)\n"))
        #expect(try hearth("cache", "ls", "--format", "json").output == "[]\n")
        #expect(hearth.blobFiles.isEmpty)
        #expect(hearth.files(below: hearth.home / "tmp").isEmpty)
    }

    @Test(arguments: [
        (["--compress", "auto"], "zstd"), (["--compress", "none"], "plain"), (["--compress", "zstd"], "zstd"),
        (["--level", "1"], "zstd"), (["-l", "19"], "zstd"),
    ])
    func `compression is as it was asked for`(options: [String], encoding: String) throws {
        let hearth = try HearthFixture()
        try hearth.file("text", Array(Samples.text.prefix(300_000)))
        let words = ["cache", "add", "text", "--format", "json"] + options
        let blob = try #require(try hearth.run(HearthFixture.program, words).list.first)
        #expect(blob["encoding"] as? String == encoding)
        #expect(blob["size"] as? Int == 300_000)
        let length = try Data(contentsOf: hearth.blobFiles[0].url).count
        #expect(blob["stored"] as? Int == length)
        #expect(encoding == "plain" ? length == 300_000 : length < 150_000)
    }

    @Test func `what was added before a file that failed is told and kept`() throws {
        let hearth = try HearthFixture()
        try hearth.file("hello", Array("hello\n".utf8))
        let run = try hearth("cache", "add", "hello", "helo", "hello")
        #expect((run.code, run.output) == (2, Self.hello + "\n"))
        #expect(run.errors == "error: cannot add helo: no such file or directory\nhint: did you mean hello?\n")
        #expect(try hearth("cache", "cat", Self.hello).output == "hello\n")
    }

    @Test(arguments: ["none", "zstd"], ["none", "20MB"])
    func `a size beyond all disks is refused like any that is wrong`(compression: String, limit: String) throws {
        let hearth = try HearthFixture()
        try hearth.file("hello", Array("hello\n".utf8))
        let run = try hearth(
            "cache", "add", "hello", "--size", "9223372036854774784", "--compress", compression, "--cache-limit", limit)
        #expect((run.code, run.output) == (1, ""))
        let isRefusedAtOnce = compression == "none" && limit != "none"
        #expect(
            run.errors.hasPrefix(
                isRefusedAtOnce
                    ? "error: cannot add hello: the cache limit of 20.0 MB leaves no room for 1.15 EB"
                    : "error: cannot add hello: ended after 6 of 9223372036854774784 bytes\n"))
    }

    @Test func `a file without end does not fit`() throws {
        let hearth = try HearthFixture()
        let folder = try TemporaryDirectory.quick()
        let path = folder.path / "file"
        let file = try Descriptor(open(path.description, O_WRONLY | O_CREAT, 0o600))
        // Where a file system has no such files there is nothing to be seen.
        guard ftruncate(file.number, .max) == 0 else { return }
        let run = try hearth("cache", "add", path.description, "--compress", "none", "--cache-limit", "20MB")
        #expect((run.code, run.output) == (1, ""))
        #expect(run.errors.contains("the cache limit of 20.0 MB leaves no room for 1.15 EB"))
    }

    @Test func `what was added is described for programs`() throws {
        let hearth = try HearthFixture()
        try hearth.file("a", Samples.small)
        let list = try hearth("cache", "add", "a", "a", "--format", "json").list
        #expect(list.map { $0["new"] as? Bool } == [true, false])
        let keys = [
            "cost", "created", "digest", "disk", "encoding", "holds", "new", "references", "size", "stored", "used",
        ]
        #expect(list.allSatisfy { $0.keys.sorted() == keys })
    }
}
