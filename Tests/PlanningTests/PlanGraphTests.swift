import DockerfileLanguage
import Testing
import Values

@testable import Planning

struct PlanGraphTests {
    private let plan: Plan

    init() {
        var sample = SamplePlan()
        let alpine = sample.base("docker.io/library/alpine:3.20", .unknown)
        let built = sample.step("RUN make", on: alpine, stage: "build", for: "app", "web")
        let scratch = sample.base("scratch")
        let copied = sample.step(
            "COPY --from=build /out \"a\" [b] #1;\nmore", on: scratch, reads: [built, built], stage: "stage-1", line: 3,
            for: "app")
        sample.target("app", at: copied)
        sample.target("web", at: built)
        plan = sample.plan
    }

    @Test func `Mermaid gets a box for each step and an arrow for each thing it needs`() {
        #expect(
            PlanGraph(plan).mermaid == """
                flowchart TD
                    b0(["docker.io/library/alpine:3.20 (not in the store)"])
                    b1(["scratch"])
                    s2["build: RUN make"]
                    s3["stage-1: COPY --from=build /out #34;a#34; [b] #35;1#59;"]
                    t4{{"app"}}
                    t5{{"web"}}
                    b0 --> s2
                    b1 --> s3
                    s2 -.-> s3
                    s3 --> t4
                    s2 --> t5
                    classDef shared stroke-width:3px
                    class s2 shared

                """)
    }

    @Test func `Graphviz gets the same`() {
        #expect(
            PlanGraph(plan).dot == #"""
                digraph plan {
                    node [shape=box];
                    b0 [label="docker.io/library/alpine:3.20 (not in the store)", shape=oval];
                    b1 [label="scratch", shape=oval];
                    s2 [label="build: RUN make", penwidth=3];
                    s3 [label="stage-1: COPY --from=build /out \"a\" [b] #1;"];
                    t4 [label="app", shape=hexagon];
                    t5 [label="web", shape=hexagon];
                    b0 -> s2;
                    b1 -> s3;
                    s2 -> s3 [style=dashed];
                    s3 -> t4;
                    s2 -> t5;
                }

                """#)
    }

    @Test func `a long label is cut`() {
        var sample = SamplePlan()
        let step = sample.step("RUN " + String(repeating: "x", count: 100), on: sample.base("scratch"), for: "a")
        sample.target("a", at: step)
        #expect(PlanGraph(sample.plan).dot.contains("RUN " + String(repeating: "x", count: 55) + "…\""))
    }
}
