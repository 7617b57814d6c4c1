internal import Events
internal import Values

/// Turns events into the lines of the plain view. `output` is taken by whoever writes it down.
///
/// One step at a time has the floor: it keeps it until it ends, or others have waited too long or have too much to say.
struct PlainPrinter {
    var output: [UInt8] = []
    private var steps: [Digest: PlainStep] = [:]
    /// Those that run, in the order in which they began.
    private var open: [Digest] = []
    private var speaker: Digest?
    private var lastNumber = 0
    private var failures = FailureLogs()

    private static let patience = 5.0
    /// What a step may hold back.
    private static let room = 64 << 10

    var isIdle: Bool { open.isEmpty }

    mutating func hear(_ event: BuildEvent) {
        switch event {
        case .known(let known):
            for step in known where steps[step.digest] == nil { steps[step.digest] = PlainStep(step) }
        case .began(let step, let moment): begin(step, at: moment)
        case .ended(let step, let ending, let moment): end(step, ending, at: moment)
        case .log(let step, let stream, let piece, let moment):
            steps[step]?.write(piece, stream, at: moment)
            if isHeard(step) { speak(step) }
        case .progress(let step, let progress, let moment):
            steps[step]?.parts.hear(progress, at: moment)
            if speaker == step, progress.isDone { speak(step) }
        case .warning(let step, let warning): steps[step]?.warnings.append(warning.text)
        case .built: break
        }
    }

    /// Time has passed.
    mutating func tick(at now: Timestamp) {
        guard let speaker else {
            if let next = longestWaiting(at: now) ?? open.first { speak(next, telling: true) }
            return
        }
        let others = open.filter { $0 != speaker }
        if let next = others.first(where: { seconds(waited: $0, at: now) >= Self.patience }) { return speak(next) }
        speak(speaker, telling: true)
    }

    mutating func close() {
        for step in open where steps[step]?.held.isEmpty == false { speak(step) }
        output += failures.text
    }

    private mutating func begin(_ digest: Digest, at moment: Timestamp) {
        guard steps[digest]?.began == nil else { return }
        steps[digest]?.began = moment
        if steps[digest] != nil { open.append(digest) }
    }

    private mutating func end(_ digest: Digest, _ ending: StepEnding, at moment: Timestamp) {
        guard steps[digest] != nil else { return }
        steps[digest]?.end(at: moment)
        speak(digest)
        guard let step = steps[digest] else { return }
        line(step, text(of: ending, step))
        // It may be begun again, but what it wrote is told.
        steps[digest] = step.rested
        open.removeAll { $0 == digest }
        speaker = nil
        if case .failed = ending { failures.add(step) }
        if let next = longestWaiting(at: moment) { speak(next) }
    }

    private func text(of ending: StepEnding, _ step: PlainStep) -> String {
        switch ending {
        case .done: "DONE \(step.seconds.fixed(1))s"
        case .cached: "CACHED"
        case .failed(let words): "ERROR: \(words)"
        case .cancelled: "CANCELED"
        }
    }

    private func isHeard(_ step: Digest) -> Bool {
        speaker == nil || speaker == step || (steps[step]?.held.count ?? 0) > Self.room
    }

    private func longestWaiting(at now: Timestamp) -> Digest? {
        open.filter { steps[$0]?.waiting != nil }.max { seconds(waited: $0, at: now) < seconds(waited: $1, at: now) }
    }

    private func seconds(waited step: Digest, at now: Timestamp) -> Double {
        steps[step]?.waiting.map { now.seconds(since: $0) } ?? 0
    }

    /// Gives a step the floor, and writes what it has to say; how far it has come only when `telling` or where that
    /// is over.
    private mutating func speak(_ digest: Digest, telling: Bool = false) {
        guard var step = steps[digest] else { return }
        if step.number == 0 {
            lastNumber += 1
            step.number = lastNumber
        }
        if speaker != digest { introduce(step) }
        speaker = digest
        for text in step.parts.lines(onlyDone: !telling) { line(step, text) }
        for text in step.warnings { line(step, "WARN: \(text)") }
        step.warnings = []
        write(step.takeHeld(), of: step)
        steps[digest] = step
    }

    private mutating func introduce(_ step: PlainStep) {
        if let last = speaker.flatMap({ steps[$0] }) { line(last, "...") }
        if lastNumber > 1 || step.number != 1 { output.append(Self.newline) }
        line(step, step.name)
    }

    private mutating func line(_ step: PlainStep, _ text: String) {
        output += "#\(step.number) \(text)\n".utf8
    }

    private mutating func write(_ lines: [UInt8], of step: PlainStep) {
        let prefix = Array("#\(step.number) ".utf8)
        var all = LogLines()
        lines.withUnsafeBufferPointer { lines in
            all.add(lines) { line in
                output += prefix
                output += line
                output.append(Self.newline)
            }
        }
    }

    private static let newline = UInt8(ascii: "\n")
}
