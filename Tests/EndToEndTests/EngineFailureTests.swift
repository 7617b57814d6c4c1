import Foundation
import Host
import TestSupport
import Testing

/// Steps that fail, and what is told of them.
@Suite(.enabled(if: EngineFixture.isPossible, "\(EngineFixture.reason)"))
struct EngineFailureTests {
    private let engine: EngineFixture

    init() throws {
        engine = try EngineFixture()
    }

    /// Where a build says that a log is.
    private func log(of run: HearthRun) throws -> String {
        let line = try #require(run.errors.firstMatch(of: #/all that it wrote is in (.*)/#), "\(run.errors)")
        return try String(contentsOfFile: String(line.1), encoding: .utf8)
    }

    @Test func `a step that fails is shown with its place, its end and its log`() throws {
        let run = try engine.build("FROM base\nRUN seq 1 1000; echo oh >&2; exit 7\n")
        #expect(run.code == 1)
        #expect(run.errors.contains("Dockerfile:2:1: error: RUN seq 1 1000; echo oh >&2; exit 7: "), "\(run.errors)")
        #expect(run.errors.contains("the command ended with exit code 7\n  2 | RUN seq"), "\(run.errors)")
        #expect(run.errors.contains("\n    | ^~~~"), "\(run.errors)")
        #expect(run.errors.contains(" 1000\n"), "\(run.errors)")
        let whole = try log(of: run)
        #expect(whole.contains((1...1000).map { "\($0)\n" }.joined()))
        #expect(whole.contains("oh\n"))
        #expect(engine.leftovers == [])
    }

    @Test func `a program that is not there is named`() throws {
        let run = try engine.build("FROM base\nRUN [\"/no/such\", \"thing\"]\n")
        #expect(run.code == 1)
        #expect(run.errors.contains("/no/such"), "\(run.errors)")
        #expect(run.errors.contains("Dockerfile:2:1: error: "), "\(run.errors)")
    }

    @Test func `a process that is killed says by which signal`() throws {
        let run = try engine.build("FROM base\nRUN sh -c 'kill -SEGV $$'; exit $?\n")
        #expect(run.code == 1)
        #expect(run.errors.contains("the command ended with exit code 139"), "\(run.errors)")
    }

    private func bake(_ options: String...) throws -> HearthRun {
        try engine.file(
            "Dockerfile",
            """
            FROM base AS bad
            RUN --mount=type=cache,target=/cache until test -e /cache/begun; do sleep 0.01; done; exit 3
            FROM base AS good
            RUN --mount=type=cache,target=/cache echo >/cache/begun; test -e /cache/quick || sleep 1000; echo good >/good
            FROM bad AS worse
            RUN true

            """)
        let targets = ["bad", "good", "worse"].map {
            #""\#($0)": {"context": "context", "dockerfile": "../Dockerfile", "target": "\#($0)", "output": ["type=tar,dest=\#($0).tar"]}"#
        }
        try engine.file("bake.json", #"{"target": {\#(targets.joined(separator: ","))}}"#)
        return try engine.run(["bake", "-f", "bake.json", "--progress=plain", "bad", "good", "worse"] + options)
    }

    @Test func `a failure ends what else is at work`() throws {
        let run = try bake()
        #expect(run.code == 1)
        #expect(run.errors.contains("exit code 3"), "\(run.errors)")
        #expect(!engine.exists("good.tar"))
        #expect(engine.leftovers == [])
    }

    @Test func `with --keep-going the others are built`() throws {
        _ = try engine.build("FROM base\nRUN --mount=type=cache,target=/cache echo >/cache/quick\n")
        let run = try bake("--keep-going")
        #expect(run.code == 1)
        #expect(run.errors.contains("exit code 3"), "\(run.errors)")
        #expect(engine.exists("good.tar"))
        #expect(!engine.exists("bad.tar") && !engine.exists("worse.tar"))
    }

    @Test func `what steps write is kept on the disk`() throws {
        let run = try engine.build(
            "FROM base\nRUN seq 1 30000\nRUN echo second; echo beside >&2\n", "--progress=quiet")
        #expect(run.code == 0, "\(run.errors)")
        let logs = engine.hearth.files(below: engine.hearth.home / "logs")
            .compactMap { FileManager.default.contents(atPath: $0.description) }
        let texts = logs.map { String(decoding: $0, as: UTF8.self) }.sorted { $0.count < $1.count }
        #expect(texts.count == 2)
        #expect(texts.first.map { $0.contains("second\n") && $0.contains("beside\n") } == true)
        #expect(texts.last == (1...30000).map { "\($0)\n" }.joined())
    }
}
