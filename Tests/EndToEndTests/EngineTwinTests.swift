import Foundation
import Host
import TestSupport
import Testing

/// Several builds of the same at once, in one home.
@Suite(.enabled(if: EngineFixture.isPossible, "\(EngineFixture.reason)"))
struct EngineTwinTests {
    private let engine: EngineFixture

    init() throws {
        engine = try EngineFixture()
        try engine.file(
            "Dockerfile",
            """
            FROM base
            RUN --mount=type=cache,target=/cache \
                echo first >>/cache/log; until test -e /cache/go; do sleep 0.02; done; echo one >/one
            COPY file /file
            RUN --mount=type=cache,target=/cache echo second >>/cache/log; echo two >/two

            """)
        try engine.file("context/file", "content\n")
    }

    private func start(_ name: String) throws -> StartedHearth {
        let attributes = "type=oci,dest=\(name).tar,rewrite-timestamp=true"
        return try engine.start(
            "build", "-f", "Dockerfile", "--progress=plain", "--build-arg", "SOURCE_DATE_EPOCH=1700000000", "--output",
            attributes, "context")
    }

    /// What steps said when they began.
    private var log: [String] {
        guard let path = engine.cached("log"), let text = FileManager.default.contents(atPath: path.description) else {
            return []
        }
        return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private func letGo() throws {
        let log = try #require(engine.cached("log"))
        try Data().write(to: (log.parent / "go").url)
    }

    private func archive(_ name: String) throws -> Data { try Data(contentsOf: (engine.folder / "\(name).tar").url) }

    @Test func `two builds of the same do each step once`() throws {
        let both = [try start("a"), try start("b")]
        #expect(EngineFixture.wait { !log.isEmpty })
        try letGo()
        let runs = try both.map { try $0.finish() }
        #expect(runs.map(\.code) == [0, 0], "\(runs.map(\.errors))")
        #expect(log == ["first", "second"])
        #expect(try archive("a") == archive("b"))
        #expect(try engine.complaints() == nil)
    }

    @Test func `a build goes on where another was killed`() throws {
        let killed = try start("a")
        #expect(EngineFixture.wait { log == ["first"] })
        let waiting = try start("b")
        #expect(EngineFixture.wait { waiting.errorsSoFar.contains("RUN") })
        killed.signal(SIGKILL)
        #expect(try killed.finish().code == 137)
        #expect(EngineFixture.wait { log == ["first", "first"] })
        try letGo()
        let run = try waiting.finish()
        #expect(run.code == 0, "\(run.errors)")
        #expect(log == ["first", "first", "second"])
        #expect(!engine.exists("a.tar"))
        #expect(engine.leftovers == [])
        #expect(try engine.complaints() == nil)
    }

    @Test func `a build that waits for another can be stopped`() throws {
        let first = try start("a")
        #expect(EngineFixture.wait { log == ["first"] })
        let waiting = try start("b")
        #expect(EngineFixture.wait { waiting.errorsSoFar.contains("RUN") })
        waiting.signal(SIGINT)
        #expect(try waiting.finish().code == 130)
        try letGo()
        #expect(try first.finish().code == 0)
        #expect(log == ["first", "second"])
    }
}
