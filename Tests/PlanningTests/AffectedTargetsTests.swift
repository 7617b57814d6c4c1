import DockerfileLanguage
import Testing
import Values

@testable import Planning

struct AffectedTargetsTests {
    /// A plan of a target `app`: a base, and steps with what they read.
    private func plan(
        base: String = "alpine:1", _ steps: [(title: String, files: String)], config: String = "{}"
    ) -> Plan {
        var sample = SamplePlan()
        var state = sample.base(base, .unknown)
        for (title, files) in steps { state = sample.step(title, [Ingredient("files", files)], on: state, for: "app") }
        sample.target("app", at: state, [Ingredient("config", config)])
        return sample.plan
    }

    private func differences(_ old: Plan, _ new: Plan) throws -> [Difference] {
        let affected = AffectedTargets(of: ["app"], now: new) { _ in .planned(old) }
        guard case .changed(let differences)? = affected.all.first?.change else { return [] }
        return differences
    }

    @Test func `a target with the same key is not affected`() {
        let plan = plan([("COPY a /", "file a 1")])
        #expect(AffectedTargets(of: ["app"], now: plan) { _ in .planned(plan) }.all.isEmpty)
    }

    @Test func `the step that reads another file is named, and none of those built on it`() throws {
        let old = plan([("COPY a /", "file a 1"), ("RUN b", ""), ("RUN c", "")])
        let new = plan([("COPY a /", "file a 2"), ("RUN b", ""), ("RUN c", "")])
        let found = try differences(old, new)
        #expect(found.map(\.subject) == ["COPY a /"])
        #expect(found[0].changes == [.init(name: "files", old: ["file a 1"], new: ["file a 2"])])
    }

    @Test func `steps that came and went are named`() throws {
        let found = try differences(
            plan([("RUN a", ""), ("RUN b", ""), ("RUN c", "")]), plan([("RUN a", ""), ("RUN x", ""), ("RUN c", "")]))
        #expect(found.map { "\($0.subject) \($0.kind)" } == ["RUN b removed", "RUN x added"])
    }

    @Test func `another base image is named`() throws {
        let found = try differences(plan([("RUN a", "")]), plan(base: "alpine:2", [("RUN a", "")]))
        #expect(found.map(\.subject) == ["FROM alpine:2"])
        #expect(found[0].changes == [.init(name: "image", old: ["alpine:1"], new: ["alpine:2"])])
    }

    @Test func `what the image says of itself counts`() throws {
        let found = try differences(plan([], config: "{}"), plan([], config: #"{"User":"app"}"#))
        #expect(found.map(\.subject) == ["image of app"])
        #expect(found[0].changes.map(\.name) == ["config"])
    }

    @Test func `a promise differs by its files`() throws {
        func plan(_ digest: String) -> Plan {
            var sample = SamplePlan()
            sample.target("app", at: sample.base("scratch"), [Ingredient("file", "uv.lock \(digest)")], isPromise: true)
            return sample.plan
        }
        let found = try differences(plan("1"), plan("2"))
        #expect(
            found.map(\.changes) == [
                [.init(name: "file", old: ["uv.lock 1"], new: ["uv.lock 2"], files: ["uv.lock"])]
            ])
    }

    @Test func `a target that was not there is affected, and so is one that could not be built`() {
        let plan = plan([])
        for (past, expected) in [(PastTarget.absent, "added"), (.faulty, "wasFaulty")] {
            let affected = AffectedTargets(of: ["app", "other"], now: plan) { _ in past }
            #expect(affected.all.map(\.name) == ["app"])
            #expect(affected.all.map { "\($0.change)" } == [expected])
        }
    }
}
