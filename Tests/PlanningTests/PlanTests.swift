import BakeLanguage
import DockerfileLanguage
import OCI
import Planning
import Testing
import Values

@Suite struct PlanTests {
    @Test func `a plan has every step that changes files, and no other`() throws {
        let bench = try Workbench(
            """
            FROM base AS build
            WORKDIR /src
            COPY main.c .
            ENV MODE=fast
            RUN cc -o app main.c
            FROM base AS unused
            RUN false
            FROM scratch
            COPY --from=build /src/app /app
            LABEL a=b
            CMD ["/app"]
            """, files: ["main.c": "int main;"])
        let plan = try bench.plan()
        #expect(
            plan.steps.map(\.title) == [
                "WORKDIR /src", "COPY main.c .", "RUN cc -o app main.c", "COPY --from=build /src/app /app",
            ])
        #expect(plan.bases.map(\.name) == ["docker.io/library/base:latest", "scratch"])
        #expect(plan.targets.map(\.name) == ["app"])
        #expect(plan.targets[0].isCertain)
    }

    @Test func `targets share the steps that are the same`() throws {
        let bench = try Workbench(
            """
            FROM base AS common
            RUN install
            FROM common AS one
            RUN one
            FROM common AS two
            RUN two
            """)
        var (one, two) = (bench.target, bench.target)
        (one.name, one.stage) = ("one", "one")
        (two.name, two.stage) = ("two", "two")
        bench.target.stage = "common"
        let plan = try bench.plan([one, two])
        #expect(plan.steps.map(\.title) == ["RUN install", "RUN one", "RUN two"])
        #expect(plan.steps.map(\.targets) == [["one", "two", "app"], ["one"], ["two"]])
    }

    @Test func `a target that is a context is planned first, and its state goes on`() throws {
        let bench = try Workbench("FROM base\nRUN first\nENV A=1", files: ["other/Dockerfile": "FROM up\nRUN echo $A"])
        var heir = Target(name: "aaa")
        heir.context = bench.path("other")
        heir.contexts = ["up": "target:app"]
        let plan = try bench.plan([heir])
        #expect(plan.targets.map(\.name) == ["app", "aaa"])
        #expect(plan.steps.map(\.title) == ["RUN first", "RUN echo 1"])
        #expect(plan.steps[1].below == plan.steps[0].state)
        #expect(plan.targets[1].images[0].configuration.execution.environment == ["PATH=/bin", "A=1"])
    }

    @Test func `a layer that knows nothing of what is below keeps its key on another base`() throws {
        let bench = try Workbench("ARG B\nFROM $B\nCOPY --link f /f\nCOPY f /g", files: ["f": "x"])
        bench.target.arguments["B"] = "one"
        let one = try bench.plan().steps
        bench.target.arguments["B"] = "two"
        let two = try bench.plan().steps
        #expect(one[0].key == two[0].key)
        #expect(one[0].state != two[0].state)
        #expect(one[1].key != two[1].key)
    }

    @Test(arguments: [
        // What a plan cannot know for certain, and what it can.
        ("FROM test/absent\nRUN x", false), ("FROM base\nRUN x", true), ("FROM scratch\nADD http://host/f /f", false),
        ("FROM scratch\nADD --checksum=sha256:\(String(repeating: "0a", count: 32)) http://host/f /f", true),
        ("FROM base\nCOPY --from=test/absent /f /f", false),
        ("FROM base\nRUN --mount=from=test/absent,target=/m x", false),
        ("FROM test/absent@sha256:\(String(repeating: "0a", count: 32))\nRUN x", false),
        ("FROM test/absent AS unused\nFROM base\nRUN x", true),
    ])
    func `a key that does not say all is known for one`(dockerfile: String, isCertain: Bool) throws {
        let plan = try Workbench(dockerfile).plan()
        #expect(plan.targets[0].isCertain == isCertain)
        #expect(plan.steps.last?.isCertain == isCertain)
    }

    @Test func `key files alone decide`() throws {
        let bench = try Workbench("FROM base\nCOPY . /\n", files: ["lock": "1", "other": "1"])
        bench.target.settings.keyFiles = [bench.path("lock")]
        let before = try bench.plan().targets[0]
        #expect(before.isPromise)
        try bench.write("2", to: "other")
        #expect(try bench.plan().targets[0].key == before.key)
        try bench.write("2", to: "lock")
        #expect(try bench.plan().targets[0].key != before.key)
        bench.target.settings.keyFiles = [bench.path("absent")]
        #expect(bench.complaints() == ["the key file \(bench.path("absent")) of app is missing"])
    }

    @Test func `several platforms share what does not depend on them`() throws {
        let bench = try Workbench(
            """
            FROM --platform=$BUILDPLATFORM base AS tools
            RUN cross
            FROM scratch
            COPY --from=tools /out /out
            """)
        bench.target.platforms = ["linux/amd64", "linux/arm64"]
        let plan = try bench.plan()
        #expect(plan.steps.map(\.title) == ["RUN cross", "COPY --from=tools /out /out"])
        #expect(plan.targets[0].images.map(\.platform.description) == ["linux/amd64", "linux/arm64"])
        #expect(Set(plan.targets[0].images.map(\.state)).count == 1)
    }

    @Test func `steps that are to be done anyway are marked`() throws {
        let bench = try Workbench("FROM base AS one\nRUN 1\nFROM one AS two\nRUN 2")
        bench.target.noCacheFilter = ["TWO"]
        #expect(try bench.plan().steps.map(\.isForced) == [false, true])
        bench.target.noCache = true
        #expect(try bench.plan().steps.map(\.isForced) == [true, true])
    }

    @Test func `a step is done anyway when one target wants that, whoever is first`() throws {
        let bench = try Workbench("FROM base AS mine\nRUN 1")
        var other = bench.target
        other.name = "other"
        other.dockerfileInline = "FROM base AS theirs\nRUN 1"
        bench.target.noCache = true
        let plan = try bench.plan([other])
        #expect(plan.steps.map(\.isForced) == [true])
        #expect(plan.steps.map(\.targets) == [["other", "app"]])
    }

    @Test func `each target names its stages itself`() throws {
        let bench = try Workbench("FROM base AS mine\nRUN 1\nFROM mine AS end\nRUN 2")
        var other = bench.target
        other.name = "other"
        other.dockerfileInline = "FROM base AS theirs\nRUN 1\nFROM theirs AS last\nRUN 3"
        let plan = try bench.plan([other])
        let names = plan.targets.map { target in plan.stages(of: target.images[0]).map { $0.name ?? "" } }
        #expect(names == [["theirs", "last"], ["mine", "end"]])
    }

    @Test func `who asks for what is not there is told where`() throws {
        let bench = try Workbench("FROM base")
        let file = SourceFile(name: "bake.hcl", text: "target \"app\" { target = \"gone\" }")
        bench.target.stage = "gone"
        bench.target.places[.target] = file.range
        let faults = #expect(throws: Diagnostics.self) { try bench.plan() }
        #expect(faults?.all.map { $0.range?.file.name } == ["bake.hcl"])
        bench.target.stage = nil
        bench.target.network = "hst"
        #expect(bench.complaints() == ["the network \"hst\" of app is none that builds can have"])
    }

    @Test func `key files that cannot be read are named`() throws {
        let bench = try Workbench("FROM base", files: ["d/f": ""])
        bench.target.settings.keyFiles = [bench.path("d")]
        #expect(bench.complaints() == ["\(bench.path("d")) of app cannot be read: is a directory"])
    }

    @Test func `the ignore file beside the Dockerfile goes before that of the context`() throws {
        let bench = try Workbench("FROM scratch\nCOPY f /", files: ["f": "x", ".dockerignore": "f"])
        #expect(bench.complaints() == ["f is not in the context"])
        try bench.write("", to: "Dockerfile.dockerignore")
        #expect(bench.complaints() == [])
    }

    @Test func `faults of all targets are told at once, each once`() throws {
        let bench = try Workbench("FROM scratch\nCOPY a /\nCOPY b /")
        var again = bench.target
        again.name = "again"
        #expect(throws: Diagnostics.self) { try bench.plan([again]) }
        #expect(bench.complaints() == ["a is not in the context", "b is not in the context"])
    }
}
