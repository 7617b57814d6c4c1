import Foundation
import Host

// Measures the release binary beside other programs, in the same run on the same machine, and holds the medians
// against the goals. `benchmarks [WORD…]` runs those whose names contain a word, and what takes long only by its whole
// name; the exit code is 1 when a goal is missed, 2 when one could not be measured.
Interruption.listen()
let words = Array(CommandLine.arguments.dropFirst())
print("\(ProcessInfo.processInfo.activeProcessorCount) processors")
do {
    let missed = try Workshop.open { workshop in
        var missed = 0
        for benchmark in Benchmark.all where benchmark.isMeant(by: words) {
            for figure in try benchmark.measure(workshop) {
                print(figure)
                if !figure.isGood { missed += 1 }
            }
        }
        return missed
    }
    print(missed == 0 ? "all goals met" : "\(missed) goals missed")
    exit(missed == 0 ? 0 : 1)
} catch {
    print("failed: \(error)")
    exit(2)
}
