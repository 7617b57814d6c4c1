import Foundation
import Host
import TestSupport
import Testing
import Values

/// Builds that are killed in the middle of whatever they do, again and again in one home.
@Suite(.serialized, .enabled(if: EngineFixture.isPossible, "\(EngineFixture.reason)"))
struct EngineDeathTests {
    private static let deaths = 50
    private let engine: EngineFixture

    init() throws {
        engine = try EngineFixture()
        var generator = SeededGenerator(seed: 1)
        try engine.file("context/big", generator.noise(300_000))
        try engine.file(
            "Dockerfile",
            """
            FROM base
            COPY round /round
            RUN echo common >/common; cat /round >/seen
            ARG NAME
            RUN echo $NAME >/name; for i in $(seq 1 50); do echo $i >/tmp/$i; done; rm /bin/xargs
            COPY big /big
            RUN --mount=type=cache,target=/cache cat /round >>/cache/log; cp /big /again

            """)
        try engine.file("context/round", "first\n")
        try engine.file("bake.json", bakeFile)
    }

    private let names = ["one", "two", "three"]

    /// The times of all files are cut to one, so that equal images are equal archives.
    private var bakeFile: String {
        let targets = names.map { name in
            """
            "\(name)": {"context": "context", "dockerfile": "../Dockerfile",
              "args": {"NAME": "\(name)", "SOURCE_DATE_EPOCH": "1700000000"},
              "output": ["type=oci,dest=out/\(name).tar,rewrite-timestamp=true"]}
            """
        }
        return """
            {"group": {"default": {"targets": ["one", "two", "three"]}},
             "target": {\(targets.joined(separator: ",\n"))}}
            """
    }

    @Test func `a home survives builds that are killed at any moment`() throws {
        var random = SeededGenerator(seed: 2026)
        var length = try measured { try engine.must("bake", "-f", "bake.json") }
        var dead: Set<Int32> = []
        for round in 0..<Self.deaths {
            try engine.file("context/round", "\(round)\n")
            let started = try engine.start("bake", "-f", "bake.json")
            usleep(UInt32.random(in: 0..<length, using: &random))
            started.signal(SIGKILL)
            let code = try started.finish().code
            dead.insert(started.id)
            #expect(code == 137 || code == 0)
            #expect(engine.leftovers == [], "after death \(round)")
            length = min(length, try measured { try engine.must("bake", "-f", "bake.json") })
            #expect(engine.names(in: "out") == ["one.tar", "three.tar", "two.tar"], "after death \(round)")
            #expect(engine.controlGroups(of: dead) == [], "after death \(round)")
            if round % 10 == 9 { try compare(after: round) }
        }
        #expect(engine.names(in: "home/tmp") == [])
    }

    /// Looks whether all is as in a home in which nobody died.
    private func compare(after round: Int) throws {
        #expect(try engine.complaints() == nil)
        let found = try archives()
        let other = engine.folder / "other-\(round)"
        try engine.load(into: other)
        try engine.must("bake", "-f", "bake.json", home: other)
        #expect(try found == archives(), "after death \(round)")
        try FileManager.default.removeItem(at: other.url)
    }

    private func archives() throws -> [Data] {
        try names.map { try Data(contentsOf: (engine.folder / "out/\($0).tar").url) }
    }

    /// How many microseconds something takes.
    private func measured(_ body: () throws -> some Any) rethrows -> UInt32 {
        let start = WallClock.system.now().microseconds
        _ = try body()
        return UInt32(clamping: WallClock.system.now().microseconds - start)
    }
}
