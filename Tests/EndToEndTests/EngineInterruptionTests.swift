import Foundation
import Host
import TestSupport
import Testing

/// Builds that somebody stops.
@Suite(.enabled(if: EngineFixture.isPossible, "\(EngineFixture.reason)"))
struct EngineInterruptionTests {
    @Test(arguments: [SIGINT, SIGTERM])
    func `a build that is stopped in a RUN leaves nothing`(signal: Int32) throws {
        let engine = try EngineFixture()
        try engine.file(
            "Dockerfile",
            """
            FROM base
            RUN --mount=type=cache,target=/cache \
                if test -e /cache/begun; then echo again >/file; else \
                setsid sleep 1000 & echo >/cache/begun; trap '' INT TERM; sleep 1000; fi

            """)
        let words = ["build", "-f", "Dockerfile", "--output", "type=oci,dest=out/image.tar", "context"]
        let started = try engine.hearth.start(unfed: words, environment: engine.environment())
        let isAtWork = EngineFixture.wait { engine.cached("begun") != nil }
        #expect(isAtWork)
        started.signal(signal)
        let run = try started.finish()
        #expect(run.code == 130, "\(run.errors)")
        #expect(run.errors.hasSuffix("interrupted\n"), "\(run.errors)")
        #expect(engine.leftovers == [])
        #expect(engine.controlGroups(of: [started.id]) == [])
        #expect(engine.names(in: "out") == [])
        #expect(try engine.complaints() == nil)
        #expect(try engine.run(words).code == 0)
        #expect(engine.names(in: "home/tmp") == [])
        #expect(engine.names(in: "out") == ["image.tar"])
    }

    @Test(arguments: [SIGINT, SIGTERM], ["oci", "tar"])
    func `a build that is stopped while it exports leaves nothing half-written`(signal: Int32, type: String) throws {
        let engine = try EngineFixture()
        var generator = SeededGenerator(seed: 5)
        try engine.file("context/big", generator.noise(60_000_000))
        try engine.file("Dockerfile", "FROM base\nCOPY big /\nCOPY big /again\n")
        try engine.file("out/image.tar", "before")
        let slow = type == "oci" ? ",compression=gzip,compression-level=9,force-compression=true" : ""
        let words = [
            "build", "-f", "Dockerfile", "--progress=plain", "--output", "type=\(type),dest=out/image.tar\(slow)",
            "context",
        ]
        let started = try engine.hearth.start(unfed: words, environment: engine.environment())
        let isAtWork = EngineFixture.wait { started.errorsSoFar.contains("exporting to") }
        #expect(isAtWork)
        started.signal(signal)
        let run = try started.finish()
        #expect(engine.leftovers == [])
        #expect(engine.names(in: "out") == ["image.tar"])
        #expect(engine.names(in: "home/tmp") == [])
        let left = try Data(contentsOf: (engine.folder / "out/image.tar").url)
        #expect(try engine.complaints() == nil)
        try engine.must("build", "-f", "Dockerfile", "--output", "type=\(type),dest=out/image.tar", "context")
        let whole = try Data(contentsOf: (engine.folder / "out/image.tar").url)
        // It may have come to its end just then.
        let isWhole = type == "tar" && left == whole
        #expect(run.code == 130 || isWhole && run.code == 0, "\(run.errors)")
        #expect(left == Data("before".utf8) || isWhole)
    }

    @Test func `a build whose reader takes nothing can be stopped`() throws {
        let engine = try EngineFixture()
        try engine.file("Dockerfile", "FROM base\n")
        let run = try engine.hearth.run(
            "/bin/sh",
            [
                "-c",
                """
                mkfifo pipe; sleep 100 < pipe & reader=$!
                hearth build -f Dockerfile --progress=plain -o type=oci,dest=- context > pipe 2> told & build=$!
                until grep -q 'exporting to' told; do sleep 0.01; done
                kill -TERM $build; wait $build; echo $?; kill $reader
                """,
            ], environment: engine.environment())
        #expect(run.output == "130\n", "\(run.errors)")
        #expect(engine.leftovers == [])
    }
}
