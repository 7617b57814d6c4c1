import Foundation

// Measures the release binary beside other programs, in the same run on the same machine, and holds the medians
// against the goals. `benchmarks [WORD…]` runs those whose names contain a word; the exit code is 1 when a goal is
// missed.
let words = CommandLine.arguments.dropFirst()
let workshop = try Workshop()
var missed = 0
for benchmark in Benchmark.all where words.isEmpty || words.contains(where: benchmark.name.contains) {
    for figure in try benchmark.measure(workshop) {
        print(figure)
        if !figure.isGood { missed += 1 }
    }
}
print(missed == 0 ? "all goals met" : "\(missed) goals missed")
workshop.close()
exit(missed == 0 ? 0 : 1)
