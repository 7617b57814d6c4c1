import Foundation
import TestSupport

// Feeds the parsers with broken inputs: `fuzz [--inputs N] [--seed N] [--only LANGUAGE] [--from N]`. An input that ends the
// process, or is not done within a second, fails the run, is kept in a folder, and can be had again with --only and --from.
let options = Options(CommandLine.arguments.dropFirst())
if options.isWorker {
    work(options)
} else {
    var failures = 0
    for language in options.languages where !Watch(language, options).run() { failures += 1 }
    exit(failures == 0 ? 0 : 1)
}

/// Reads the inputs one after the other, and says in the file of standard input which it is at.
func work(_ options: Options) {
    for language in options.languages {
        let mutation = Mutation(of: language, seed: options.seed)
        for number in options.from..<options.from + options.inputs {
            var place = Int64(number)
            pwrite(0, &place, 8, 0)
            let input = mutation.input(number)
            let start = ContinuousClock.now
            language.read(input)
            let time = ContinuousClock.now - start
            if time > .seconds(1) {
                print("took \(time)")
                exit(3)
            }
        }
    }
}
