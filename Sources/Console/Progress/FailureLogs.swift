internal import Events
internal import Values

/// The ends of the logs of steps that failed.
struct FailureLogs {
    private var steps: [Digest: PlainStep] = [:]
    private var failures: [(name: String, tail: LogTail)] = []

    mutating func hear(_ event: BuildEvent) {
        switch event {
        case .known(let known):
            for step in known where steps[step.digest] == nil { steps[step.digest] = PlainStep(step) }
        case .began(let step, let moment): steps[step]?.began = moment
        case .log(let step, let stream, let piece, let moment):
            steps[step]?.write(piece, stream, at: moment)
            _ = steps[step]?.takeHeld()
        case .ended(let step, let ending, let moment): end(step, ending, at: moment)
        case .progress, .warning, .built: break
        }
    }

    private mutating func end(_ digest: Digest, _ ending: StepEnding, at moment: Timestamp) {
        guard var step = steps.removeValue(forKey: digest), case .failed = ending else { return }
        step.end(at: moment)
        add(step)
    }

    mutating func add(_ step: PlainStep) { failures.append((step.name, step.tail)) }

    /// As BuildKit shows them at the end of everything.
    var text: [UInt8] {
        var text: [UInt8] = []
        for failure in failures {
            text += "------\n > \(failure.name):\n".utf8
            text += failure.tail.text
            text += "------\n".utf8
        }
        return text
    }
}
