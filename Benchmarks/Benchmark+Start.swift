import Foundation

extension Benchmark {
    /// The whole process, from nothing to the end, doing next to nothing.
    @MainActor static let start = Benchmark(name: "start") { workshop in
        let hundredTimes = "i=0; while [ $i -lt 100 ]; do COMMAND || exit 1; i=$((i+1)); done"
        let race = try workshop.race(
            hundredTimes.replacingOccurrences(of: "COMMAND", with: "$HEARTH version"),
            hundredTimes.replacingOccurrences(of: "COMMAND", with: "/bin/true"))
        return [
            Figure(
                name: "`hearth version`, whole process", value: race.ours.median * 10, unit: " ms", goal: .atMost(5),
                detail: "`/bin/true` takes \(Figure.short(race.theirs.median * 10)) ms")
        ]
    }
}
