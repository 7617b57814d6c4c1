import Foundation
import Testing
import Values

@testable import Planning

struct PlanJSONTests {
    @Test func `a program finds every step by its state, with its line and its ingredients`() throws {
        var sample = SamplePlan()
        let scratch = sample.base("scratch")
        let first = sample.step("COPY a /", on: scratch, stage: "one", line: 2, for: "app", "web")
        let second = sample.step("RUN b", on: first, stage: "one", line: 3, for: "app")
        let third = sample.step("RUN c", on: scratch, reads: [second], stage: "two", line: 4, for: "app")
        sample.target("app", at: third)
        sample.target("web", at: first)
        let data = Data(sample.plan.json().encoded())
        let plan = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])

        let steps = try #require(plan["steps"] as? [[String: Any]])
        #expect(steps.map { $0["line"] as? Int } == [2, 3, 4])
        #expect(steps.map { $0["file"] as? String } == ["Dockerfile", "Dockerfile", "Dockerfile"])
        #expect(steps[0]["targets"] as? [String] == ["app", "web"])
        #expect(steps[2]["reads"] as? [String] == [second.description])
        #expect(steps[1]["below"] as? String == first.description)
        let ingredients = try #require(steps[1]["ingredients"] as? [[String: String]])
        #expect(ingredients.first == ["name": "domain", "value": "hearth.step.v1"])
        #expect(ingredients.contains(["name": "below", "value": first.description]))
        #expect(plan["count"] as? [String: Int] == ["steps": 3, "shared": 1])

        let targets = try #require(plan["targets"] as? [[String: Any]])
        let images = try #require(targets[0]["images"] as? [[String: Any]])
        let stages = try #require(images[0]["stages"] as? [[String: Any]])
        #expect(stages.map { $0["name"] as? String } == ["one", "two"])
        #expect(stages[0]["steps"] as? [String] == [first.description, second.description])
        #expect(stages[1]["base"] as? String == scratch.description)
    }

    @Test func `lines are counted in a file without an end`() {
        let file = SourceFile(name: "f", text: "a\nbc\n\nd")
        var lines = LineTables()
        #expect((0...7).map { lines.line(of: SourceRange(file, $0..<$0)) } == [1, 1, 2, 2, 2, 3, 4, 4])
    }
}
