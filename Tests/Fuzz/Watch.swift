import Foundation

/// Watches over the process that reads the inputs of a language.
struct Watch {
    private let language: Language
    private let options: Options
    private let mutation: Mutation

    init(_ language: Language, _ options: Options) {
        self.language = language
        self.options = options
        mutation = Mutation(of: language, seed: options.seed)
    }

    /// Whether all inputs were read.
    func run() -> Bool {
        let start = ContinuousClock.now
        let place = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent("fuzz-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: place) }
        guard FileManager.default.createFile(atPath: place.path, contents: Data(count: 8)),
            let file = FileHandle(forUpdatingAtPath: place.path)
        else { return false }
        let worker = Process()
        worker.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        worker.arguments = [
            "--worker", "--only", language.name, "--inputs", "\(options.inputs)", "--seed", "\(options.seed)",
            "--from", "\(options.from)",
        ]
        worker.standardInput = file
        guard (try? worker.run()) != nil else { return false }
        let hung = waitWatching(worker, file)
        guard !hung, worker.terminationReason == .exit, worker.terminationStatus == 0 else {
            report(at: Self.place(file), hung ? "does not end" : "ends the process")
            return false
        }
        let seconds = String(format: "%.1f", (ContinuousClock.now - start) / .seconds(1))
        print("\(language.name): \(options.inputs) broken inputs read, none ended the process, \(seconds) s")
        return true
    }

    /// True when the worker stayed at one input for so long that it had to be ended.
    private func waitWatching(_ worker: Process, _ file: FileHandle) -> Bool {
        var last = (place: Int64(-1), since: ContinuousClock.now)
        while worker.isRunning {
            usleep(20_000)
            let place = Self.place(file)
            if place != last.place { last = (place, .now) }
            if ContinuousClock.now - last.since > .seconds(20) {
                kill(worker.processIdentifier, SIGKILL)
                worker.waitUntilExit()
                return true
            }
        }
        return false
    }

    private static func place(_ file: FileHandle) -> Int64 {
        var place: Int64 = 0
        pread(file.fileDescriptor, &place, 8, 0)
        return place
    }

    private func report(at number: Int64, _ what: String) {
        let kept = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent(
            "fuzz-\(language.name)-\(number)")
        try? FileManager.default.createDirectory(at: kept, withIntermediateDirectories: true)
        for (index, file) in mutation.input(Int(number)).enumerated() {
            try? Data(file).write(to: kept.appendingPathComponent("bake-\(index).\(language.fileEnding)"))
        }
        print("\(language.name): input \(number) \(what); it is kept in \(kept.path)")
        print("again: fuzz --only \(language.name) --seed \(options.seed) --from \(number) --inputs 1")
    }
}
