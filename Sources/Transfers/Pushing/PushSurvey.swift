internal import Host
internal import Values

/// Which images of a set are where they are to go already, as one process says of them all.
///
/// Most pushes of most sets have nothing to do. To start a process for each of them, only to find that out, takes longer than all else
/// that they do. What this one does not know, or does not know soon, whoever is to move the image finds out.
final class PushSurvey: Sendable {
    private let program: TransferProgram
    private let state = Monitor(State())
    private let thread = Guarded<Worker?>(nil)

    private struct State {
        var asked: [(number: Int, order: PushOrder)] = []
        var count = 0
        var answers: [Int: Bool] = [:]
        var isClosed = false
        var isOver = false
    }

    /// How many seconds an answer is waited for, and a question.
    private static let patience = 2.0

    init(_ program: TransferProgram) {
        self.program = program
    }

    /// False where that is not known.
    func isThere(_ order: PushOrder) -> Bool {
        if order.tags.isEmpty || order.trustsAnyone || !hasBegun() { return false }
        let number = state.change { state in
            state.count += 1
            state.asked.append((state.count, order))
            return state.count
        }
        return waiting { $0.isOver ? false : $0.answers[number] } ?? false
    }

    private func hasBegun() -> Bool {
        thread.withLock { thread in
            if thread == nil { thread = try? Worker { [self] in run() } }
            return thread != nil
        }
    }

    /// There will be no more questions.
    func close() {
        state.change { $0.isClosed = true }
        thread.withLock { $0 = nil }
    }

    /// Waits until `body` gives something; nil when that takes too long.
    private func waiting<Result>(for body: (inout State) -> Result?) -> Result? {
        let end = ContinuousClock.now + .seconds(Self.patience)
        return state.wait(lookingEvery: 0.1) { state -> Result?? in
            if let result = body(&state) { return .some(result) }
            return Interruption.isRequested || ContinuousClock.now > end ? .some(nil) : nil
        }
    }

    private func run() {
        try? Subprocess(program.program, program.arguments).withRunning { running in
            try running.send(TransferOrder.survey.json.encoded() + [UInt8(ascii: "\n")])
            // Whoever asks while it begins is answered by the first answer.
            guard try message(running) == .ready else { return }
            while let questions = questions() {
                let orders = JSON.array(questions.map(\.order.json))
                try running.send(orders.encoded() + [UInt8(ascii: "\n")])
                guard case .there(let answers)? = try message(running) else { return }
                state.change { state in
                    for (question, answer) in zip(questions, answers) { state.answers[question.number] = answer }
                }
            }
        }
        state.change { $0.isOver = true }
    }

    /// Nil when there are no more, or none for long.
    private func questions() -> [(number: Int, order: PushOrder)]? {
        let asked = waiting { state -> [(number: Int, order: PushOrder)]? in
            if state.asked.isEmpty { return state.isClosed ? [] : nil }
            defer { state.asked = [] }
            return state.asked
        }
        return asked?.isEmpty == false ? asked : nil
    }

    private func message(_ running: RunningSubprocess) throws -> TransferMessage? {
        try running.read(through: [UInt8(ascii: "\n")], limit: 1 << 20).flatMap { TransferMessage(line: $0.dropLast()) }
    }
}
