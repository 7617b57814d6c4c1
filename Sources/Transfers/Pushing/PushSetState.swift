internal import Host

/// How far the images of a set are, and what that means for them all.
struct PushSetState {
    enum Stage: Equatable {
        /// For its turn.
        case waiting
        case moving
        /// It was there before, with its tags: no process had to find that out.
        case there
        case ready
        case tagged
        case ended(PushOutcome)
    }

    private var images: [String] = []
    private var stages: [Stage] = []
    /// By which they are known in the index, and to the system, from when they have begun.
    private var transfers: [(id: Int64, process: ProcessIdentity)?] = []
    private var isClosed = false
    private var isWhole = true
    /// Whether the tags were to move.
    private var hasGone = false
    /// Whether tags that have moved stay, once that is decided: the same for all.
    private var settled: TransferCommand?

    /// How many are being sent.
    var moving: Int { stages.count { $0 == .moving } }

    mutating func add(_ image: String) -> Int {
        images.append(image)
        stages.append(.waiting)
        transfers.append(nil)
        return stages.count - 1
    }

    mutating func begin(_ number: Int, _ transfer: Int64, _ process: ProcessIdentity) {
        transfers[number] = (transfer, process)
    }

    /// Notes of one that has not begun that there is nothing to do.
    mutating func settle(_ number: Int) { stages[number] = .there }

    /// Nil as long as more may begin without another's end.
    func begun(atMost jobs: Int) -> (transfers: [Int64], waiting: [String])? {
        let waiting = stages.indices.filter { transfers[$0] == nil && [.waiting, .moving].contains(stages[$0]) }
        guard stages.count - waiting.count >= min(jobs, stages.count) else { return nil }
        return (transfers.compactMap { $0?.id }, waiting.map { images[$0] })
    }

    mutating func close(_ isWhole: Bool) {
        isClosed = true
        self.isWhole = isWhole
    }

    mutating func reach(_ stage: Stage, _ number: Int) {
        stages[number] = stage
    }

    /// Notes how a push ended, and says what that comes to.
    mutating func end(_ number: Int, _ fault: TransferFault?) -> PushOutcome {
        let outcome: PushOutcome =
            if let fault { .failed(fault) } else if stages[number] == .ready || settled == .back { .untagged } else {
                .pushed
            }
        reach(.ended(outcome), number)
        return outcome
    }

    /// Whether tags may move: nil as long as some are under way.
    var leave: TransferCommand? {
        mutating get {
            if hasGone { return .go }
            guard isClosed, !stages.contains(where: \.isUnderWay) else { return nil }
            guard isWhole, stages.allSatisfy({ $0 == .ready || $0 == .there }), areAllThere else { return .end }
            hasGone = true
            return .go
        }
    }

    /// Whether none was killed while it waited: nobody has noticed that yet.
    private var areAllThere: Bool {
        zip(stages, transfers).allSatisfy { stage, transfer in
            stage != .ready && stage != .tagged || transfer?.process.isRunning ?? false
        }
    }

    /// Whether tags that have moved stay: nil as long as some may still fail.
    var verdict: TransferCommand? {
        mutating get {
            if let settled { return settled }
            guard hasGone, !stages.contains(where: { $0.isUnderWay || $0 == .ready }) else { return nil }
            settled = failures.isEmpty && areAllThere ? .end : .back
            return settled
        }
    }

    var failures: [TransferFault] {
        stages.compactMap { stage in
            if case .ended(.failed(let fault)) = stage { fault } else { nil }
        }
    }

    /// Those that were sent and have not got their tags.
    var given: [String] {
        zip(images, stages).filter { $0.1 == .ended(.untagged) }.map(\.0)
    }
}

extension PushSetState.Stage {
    fileprivate var isUnderWay: Bool { self == .waiting || self == .moving }
}
