import Foundation
import Host
import TestSupport
import Testing

/// What `hearth build` makes of its command line, and of contexts and Dockerfiles wherever they are.
struct BuildTests {
    let hearth: HearthFixture

    init() throws {
        hearth = try HearthFixture()
        try FileManager.default.createDirectory(at: (hearth.folder / "ctx").url, withIntermediateDirectories: true)
        try write("FROM scratch\nCOPY a.txt /\n", to: "ctx/Dockerfile")
        try write("a", to: "ctx/a.txt")
    }

    private func write(_ text: String, to name: String) throws {
        try hearth.file(name, Array(text.utf8))
    }

    @Test func `what is right is built, and says nothing on standard output`() throws {
        let run = try hearth("build", "ctx")
        #expect((run.code, run.output) == (0, ""))
        #expect(run.errors.contains("COPY a.txt /"))
    }

    @Test func `a Dockerfile comes from where it is said to be`() throws {
        try write("FROM scratch\nCOPY gone.txt /\n", to: "ctx/Dockerfile")
        try write("FROM scratch\nCOPY a.txt /\n", to: "other")
        #expect(try hearth("build", "ctx").code == 2)
        #expect(try hearth("build", "-f", "other", "ctx").code == 0)
        let piped = try hearth("build", "-f", "-", "ctx", input: Array("FROM scratch\nCOPY a.txt /\n".utf8))
        #expect(piped.code == 0)
    }

    @Test(arguments: ["cat", "gzip", "bzip2", "xz", "zstd"]) func `a context comes as an archive`(_ program: String)
        throws
    {
        let other = hearth.folder / "ctx" / "other"
        try FileManager.default.createDirectory(at: other.url, withIntermediateDirectories: true)
        try write("FROM scratch\nARG ONE=1\nCOPY gone.txt /\n", to: "ctx/other/Dockerfile")
        try write("a.txt", to: "ctx/.dockerignore")
        let make = "tar -C ctx -c . | \(program) |"
        #expect(try hearth.shell("\(make) hearth build -").code == 0)
        let named = try hearth.shell("\(make) hearth build -f other/Dockerfile -")
        #expect(named.code == 2)
        #expect(named.errors.hasPrefix("other/Dockerfile:3:"))
        #expect(try hearth.shell("\(make) hearth build -f other/Dockerfile --call=outline -").output.contains("ONE"))
        #expect(try hearth.shell("\(make) hearth build --check -").code == 0)
        let cut = try hearth.shell("\(make) head -c 150 | hearth build -")
        #expect(cut.code != 0)
    }

    @Test func `an archive without the Dockerfile says so`() throws {
        let run = try hearth.shell("tar -C ctx -c a.txt | hearth build -")
        #expect(run.code == 2)
        #expect(
            run.errors
                == "error: there is no Dockerfile in the archive on the standard input\nhint: name the Dockerfile with --file\n"
        )
        let named = try hearth.shell("tar -C ctx -c . | hearth build -f gone -")
        #expect(
            named.errors
                == "error: there is no gone in the archive on the standard input\nhint: name the Dockerfile with --file\n"
        )
        #expect(
            try hearth.shell("tar -C ctx -c . | hearth build -f . -").errors
                == "error: the Dockerfile . is a directory\n")
        #expect(try hearth.shell("tar -C ctx -c . | hearth build -f - -").code == 2)
    }

    @Test func `of a large archive little is kept`() throws {
        let run = try hearth.shell(
            """
            truncate -s 300M ctx/large; tar -C ctx -c . | gzip -1 > c.tgz
            PeakMemory peak "$(command -v hearth)" build - < c.tgz; cat peak
            """)
        #expect(run.code == 0)
        #expect(try #require(Int(run.output)) < 64 << 20)
    }

    @Test func `an ignore file beside the Dockerfile holds`() throws {
        try write("FROM scratch\nCOPY a.txt /\n", to: "other")
        try write("a.txt\n", to: "other.dockerignore")
        let run = try hearth("build", "-f", "other", "ctx")
        #expect(run.code == 2)
        #expect(run.errors.hasPrefix("other:2:"))
    }

    @Test func `a context may come through a pipe`() throws {
        let archive = "tar -C ctx -c Dockerfile a.txt"
        #expect(try hearth.shell("\(archive) | hearth build -").code == 0)
        #expect(try hearth.shell("\(archive) | gzip | hearth build -").code == 0)
        let missing = try hearth.shell("tar -C ctx -c Dockerfile | hearth build -")
        #expect(missing.code == 2)
        #expect(missing.errors.hasPrefix("Dockerfile:2:"))
        let other = try hearth.shell("\(archive) | hearth build -f other -")
        #expect(
            other.errors == "error: there is no other in the archive on the standard input\n"
                + "hint: name the Dockerfile with --file\n")
        #expect(try hearth("build", "-", input: Array("FROM scratch\nWORKDIR /a\n".utf8)).code == 0)
        #expect(try hearth("build", "-", input: Array("FROM scratch\nCOPY a.txt /\n".utf8)).code == 2)
    }

    @Test func `build arguments take their values from the line or the environment`() throws {
        try write("FROM scratch\nARG FILE\nCOPY ${FILE:?} /\n", to: "ctx/Dockerfile")
        #expect(try hearth("build", "ctx").code == 2)
        #expect(try hearth("build", "--build-arg", "FILE=a.txt", "ctx").code == 0)
        #expect(try hearth("build", "--build-arg", "FILE", "ctx", environment: ["FILE": "a.txt"]).code == 0)
        #expect(try hearth("build", "--build-arg", "FILE", "ctx").code == 2)
    }

    @Test func `more contexts stand for names in the Dockerfile`() throws {
        try write("FROM scratch\nCOPY --from=docs a.txt /\n", to: "Dockerfile")
        #expect(try hearth("build", "--build-context", "docs=ctx", ".").code == 0)
        try write("FROM registry.example.com/base:1\nCOPY a.txt /\n", to: "ctx/Dockerfile")
        #expect(try hearth("build", "--build-context", "registry.example.com/base:1=ctx", "ctx").code == 0)
    }

    @Test func `a layout that is not there is told of`() throws {
        try write("FROM base\n", to: "Dockerfile")
        let run = try hearth("build", "--build-context", "base=oci-layout://nowhere:latest", ".")
        #expect((run.code, run.output) == (2, ""))
        #expect(run.errors.contains("nowhere"))
        #expect(!run.errors.contains("default"))
    }

    @Test func `stages and platforms that do not exist are told of`() throws {
        try write("FROM scratch AS one\nCOPY a.txt /\n", to: "ctx/Dockerfile")
        let stage = try hearth("build", "--target", "on", "ctx")
        #expect(stage.code == 2)
        #expect(stage.errors == "error: there is no stage \"on\" to build\nhint: did you mean \"one\"?\n")
        #expect(try hearth("build", "--platform", "linux/arm64,linux/amd64", "ctx").code == 0)
        #expect(try hearth("build", "ctx", environment: ["DOCKER_DEFAULT_PLATFORM": "nope"]).code == 2)
    }

    @Test func `findings are counted`() throws {
        try write("FROM scratch AS Base\nCOPY a.txt /\n", to: "ctx/Dockerfile")
        let run = try hearth("build", "ctx")
        #expect(run.errors.hasPrefix("warning: 1 finding in Dockerfiles; see `hearth build --check ctx`\n"))
        let other = try hearth("build", "-f", "ctx/Dockerfile", "--build-arg", "A=b c", "ctx")
        #expect(
            other.errors.hasPrefix(
                "warning: 1 finding in Dockerfiles; see `hearth build --check -f ctx/Dockerfile --build-arg 'A=b c' ctx`\n"
            ))
    }

    @Test func `options that mean nothing any more are passed over, with a word where somebody could miss them`() throws
    {
        let quiet = try hearth("build", "--rm=false", "--force-rm", "--compress", "-m", "1g", "--debug", "ctx")
        #expect(quiet.code == 0)
        #expect(!quiet.errors.contains("warning"))
        let loud = try hearth("build", "--squash", "--isolation=process", "--security-opt", "x", "ctx")
        #expect(
            loud.errors.hasPrefix(
                """
                warning: --isolation means nothing here, and is passed over
                warning: --security-opt is passed over
                warning: --squash is passed over; copy from one stage to another instead

                """))
    }

    @Test func `a build needs a place for the store`() throws {
        let run = try hearth("build", "ctx", environment: ["HOME": nil, "HEARTH_HOME": nil])
        #expect(run.code == 2)
        #expect(run.errors == "error: there is no place for the store: HOME is not set\nhint: set HEARTH_HOME\n")
        let none = try hearth("build", "ctx", environment: ["HEARTH_HOME": "/proc/none"])
        #expect(none.code == 1)
        #expect(none.errors == "error: create directory /proc/none: no such file or directory\n")
    }

    @Test func `a second plan finds what the first has learnt`() throws {
        #expect(try hearth("build", "ctx").code == 0)
        let caches = hearth.files(below: hearth.home / "contexts")
        #expect(!caches.isEmpty)
        #expect(try hearth("build", "ctx").code == 0)
    }
}
