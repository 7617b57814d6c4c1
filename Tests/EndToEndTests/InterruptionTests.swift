import Foundation
import Host
import SQLite
import TestSupport
import Testing

@Suite(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/stat"), "nobody tells here who waits"))
struct InterruptionTests {
    @Test(arguments: [SIGINT, SIGTERM], ["none", "zstd"])
    func `an addition that is interrupted leaves nothing`(signal: Int32, compression: String) throws {
        let hearth = try HearthFixture()
        let started = try hearth.start("cache", "add", "-", "--name", "base", "--compress", compression)
        var generator = SeededGenerator(seed: 3)
        try started.feed(generator.noise(20_000_000))
        let isAtWork = try started.waits { try hearth.bytesInFlight() > 0 }
        #expect(isAtWork)
        started.signal(signal)
        let run = try started.finishUnfed()
        #expect((run.code, run.output, run.errors) == (130, "", "interrupted\n"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: (hearth.home / "tmp").description) == [])
        #expect(hearth.blobFiles.isEmpty)
        #expect(try hearth("cache", "ls", "--format", "json").output == "[]\n")
        #expect(try hearth("cache", "add", "-", input: Samples.small).code == 0)
    }

    @Test(arguments: [(SIGINT, "INT"), (SIGTERM, "TERM")])
    func `a signal that the shell had ignored stays ignored`(signal: Int32, name: String) throws {
        let hearth = try HearthFixture()
        let started = try hearth.start(shell: "trap '' \(name); exec hearth cache add - --compress none")
        try started.feed(Samples.text)
        let isAtWork = try started.waits { try hearth.bytesInFlight() > 0 }
        #expect(isAtWork)
        started.signal(signal)
        let run = try started.finish()
        #expect((run.code, run.errors) == (0, ""))
        #expect(try hearth("cache", "cat", run.lines[0]).bytes == Samples.text)
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `a command that waits for another's lock can be interrupted`(signal: Int32) throws {
        let hearth = try HearthFixture()
        _ = try hearth.add(Samples.small)
        let other = try Connection(hearth.home / "index.sqlite", .create)
        try other.execute("BEGIN IMMEDIATE")
        let started = try hearth.start("cache", "add", "-")
        // It makes the lock of its session, and then waits to enter it in the index.
        let isWaiting = started.waits { !hearth.files(below: hearth.home / "tmp").isEmpty }
        #expect(isWaiting)
        started.signal(signal)
        let run = try started.finishUnfed()
        #expect((run.code, run.errors) == (130, "interrupted\n"))
        try other.execute("ROLLBACK")
        #expect(try hearth("cache", "add", "-", input: Samples.text).code == 0)
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `an answer that nobody takes is given up`(signal: Int32) throws {
        let hearth = try HearthFixture()
        _ = try hearth.add(Samples.text, as: "base")
        let (reading, writing) = try Descriptor.pipe()
        let started = try hearth.start("cache", "cat", "base", output: Path("/dev/fd/\(writing.number)"))
        // More than this does not fit into a pipe.
        let isStuck = started.waits { reading.bytesWaiting >= 65_536 }
        #expect(isStuck)
        started.signal(signal)
        let run = try started.finishUnfed()
        #expect((run.code, run.errors) == (130, "interrupted\n"))
    }
}

extension HearthFixture {
    /// How much the files in flight have come to.
    fileprivate func bytesInFlight() throws -> Int {
        files(below: home / "tmp").reduce(0) { $0 + ((try? Data(contentsOf: $1.url).count) ?? 0) }
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `a server that says nothing can be given up`(signal: Int32) throws {
        let hearth = try HearthFixture()
        try hearth.file("app.tar", SampleImage.app.archive)
        #expect(try hearth("load", "app.tar").code == 0)
        let place = try TemporaryDirectory(in: "/tmp")
        let server = try TalkingServer(socket: place.path / "s") { connection in
            _ = connection.readHead()
            // Until the other side goes.
            _ = connection.read(1)
        }
        let started = try hearth.start(
            unfed: ["load", "--into", "docker", "app:1"], environment: ["DOCKER_HOST": "unix://\(place.path / "s")"])
        #expect(started.waits { !server.heads.isEmpty })
        started.signal(signal)
        let run = try started.finishUnfed()
        #expect((run.code, run.errors) == (130, "interrupted\n"))
    }
}
