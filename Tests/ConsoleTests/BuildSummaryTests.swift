import Console
import Events
import Testing
import Values

struct BuildSummaryTests {
    private let tally = BuildTally()
    private let start = Timestamp(microseconds: 1_800_000_000_000_000)

    private func digest(_ number: UInt8) -> Digest { Digest(.sha256, bytes: [UInt8](repeating: number, count: 32))! }

    private func know(_ number: UInt8, _ targets: String..., kind: EventStep.Kind = .instruction) {
        tally.hear(.known([EventStep(digest(number), "step \(number)", kind, targets: targets)]))
    }

    private func run(_ number: UInt8, from begin: Double, to end: Double, _ ending: StepEnding = .done) {
        tally.hear(.began(digest(number), at: start.advanced(bySeconds: begin)))
        tally.hear(.ended(digest(number), ending, at: start.advanced(bySeconds: end)))
    }

    @Test func `hits and misses are instructions, counted for each target that needs them`() {
        know(1, "app", "web")
        know(2, "app")
        know(3, "app")
        know(4, "web")
        know(5, "app", kind: .preparation)
        run(5, from: 0, to: 1)
        tally.hear(.ended(digest(1), .cached, at: start.advanced(bySeconds: 1)))
        run(2, from: 1, to: 3)
        run(3, from: 3, to: 3.5, .failed("x"))
        tally.hear(.ended(digest(4), .cancelled, at: start.advanced(bySeconds: 4)))
        let summary = tally.summary
        #expect(summary.targets.map(\.name) == ["app", "web"])
        #expect("\(summary.steps)" == "Tally(known: 4, hits: 1, misses: 1, failures: 1)")
        #expect("\(summary.targets[0].steps)" == "Tally(known: 3, hits: 1, misses: 1, failures: 1)")
        #expect("\(summary.targets[1].steps)" == "Tally(known: 2, hits: 1, misses: 0, failures: 0)")
        #expect(summary.targets[0].span?.seconds == 3.5)
        #expect(summary.span?.seconds == 4)
    }

    @Test func `the slowest steps are told, the slowest first`() {
        for number in 1...20 as ClosedRange<UInt8> {
            know(number, "app")
            run(number, from: 0, to: Double(number * 7 % 20))
        }
        #expect(tally.summary.slowest.map(\.seconds) == (10...19).reversed().map(Double.init))
        #expect(tally.summary.slowest[0].targets == ["app"])
    }

    @Test func `an image belongs to its target`() {
        know(1, "app")
        let image = EventImage(target: "app", digest: digest(9), size: 5)
        tally.hear(.built(image, at: start))
        #expect(tally.summary.target("app")?.image == image)
        #expect(tally.summary.target("web")?.image == nil)
    }
}
