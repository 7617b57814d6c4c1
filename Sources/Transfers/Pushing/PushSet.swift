package import ContentStore
internal import Host
package import Values

/// Images that are pushed or copied, each by a process of its own and all of them at once, as far as `jobs` goes.
///
/// **Together**: all contents go up first. Only when all are there do the tags move, and when one of them cannot be moved the
/// others are put back; so either all tags lead to the new images or all are where they were. **One by one**: each image gets its
/// tags as soon as its contents are there. In either case one that fails keeps no other from being sent.
///
/// Pushes begin as images are ready, while others are still being built; `close` says that there will be no more, and waits for the end.
package final class PushSet: Sendable {
    private let program: TransferProgram
    package let isTogether: Bool
    private let jobs: Int
    private let state = Monitor(PushSetState())
    private let threads = Guarded<[Worker]>([])
    private let survey: PushSurvey

    /// How many images are sent at once where nobody says anything.
    package static let usualJobs = 16

    package init(_ program: TransferProgram, jobs: Int? = nil, isTogether: Bool) {
        self.program = program
        survey = PushSurvey(program)
        self.jobs = max(1, jobs ?? Self.usualJobs)
        self.isTogether = isTogether
    }

    /// Begins to push an image, and returns at once. `hear` hears how it goes, and at last how it went. `lease` keeps what is sent.
    package func begin(_ order: PushOrder, keeping lease: Lease?, hear: @escaping @Sendable (PushNews) -> Void) throws {
        var order = order
        order.isOfSet = isTogether
        try begin(.push(order), keeping: lease, hear)
    }

    /// The same for images that are copied from other repositories.
    package func begin(_ order: CopyOrder, hear: @escaping @Sendable (PushNews) -> Void) throws {
        var order = order
        order.isOfSet = isTogether
        try begin(.copy(order), keeping: nil, hear)
    }

    private func begin(
        _ order: TransferOrder, keeping lease: Lease?, _ hear: @escaping @Sendable (PushNews) -> Void
    ) throws {
        let number = state.change { $0.add(order.image) }
        let worker = try Worker { [self, order] in
            run(order, number, hear)
            withExtendedLifetime(lease) {}
        }
        threads.withLock { $0.append(worker) }
    }

    private func run(_ order: TransferOrder, _ number: Int, _ hear: @escaping @Sendable (PushNews) -> Void) {
        if isThere(order, number) {
            state.change { $0.settle(number) }
            hear(.isThere)
            return hear(.ended(.pushed))
        }
        do {
            try waitForTurn(number)
            let process = TransferProcess(program, order)
            _ = try process.run { message in try answer(message, number, hear) }
            let outcome = state.change { $0.end(number, nil) }
            hear(.ended(outcome))
        } catch {
            let fault =
                error as? TransferFault
                ?? TransferFault(image: order.image, process: nil, reason: "\(error)", hint: nil, log: nil)
            hear(.ended(state.change { $0.end(number, fault) }))
        }
    }

    /// Whether there is nothing to do. The first finds that out by itself: for one alone, one process is enough.
    private func isThere(_ order: TransferOrder, _ number: Int) -> Bool {
        guard number > 0, case .push(let order) = order else { return false }
        return survey.isThere(order)
    }

    private func waitForTurn(_ number: Int) throws {
        try state.wait { state -> Void? in
            try Interruption.check()
            guard state.moving < jobs else { return nil }
            state.reach(.moving, number)
            return ()
        }
    }

    private func answer(
        _ message: TransferMessage, _ number: Int, _ hear: (PushNews) -> Void
    ) throws -> TransferCommand? {
        switch message {
        case .began(let id, let process, _):
            state.change { $0.begin(number, id, process) }
            hear(.began(transfer: id))
        case .progress(let part, let done, let total): hear(.progress(part: part, done: done, total: total))
        case .notice(let text): hear(.notice(text))
        case .ready:
            state.change { $0.reach(.ready, number) }
            return state.wait { $0.leave }
        case .tagged:
            state.change { $0.reach(.tagged, number) }
            return state.wait { $0.verdict }
        case .found(let name, let digest): hear(.found(tag: name, digest))
        case .names, .there, .done, .failed: break
        }
        return nil
    }

    /// Waits until as many are under way as may be at once, or have ended already. Gives their numbers in the index, and what waits
    /// for its turn.
    package func begun() -> (transfers: [Int64], waiting: [String]) {
        state.wait { [jobs] in $0.begun(atMost: jobs) }
    }

    /// Says that there will be no more, and waits until all have ended. `isWhole` false: something that belongs to the set was not
    /// even built, so tags that move together stay. Throws `PushFailures` where one failed.
    package func close(isWhole: Bool) throws {
        state.change { $0.close(isWhole) }
        threads.withLock { $0.removeAll() }
        survey.close()
        let (failures, stayed) = state.look { ($0.failures, $0.given) }
        // Who ended it knows why nothing came of it.
        try Interruption.check()
        if !failures.isEmpty || isWhole && !stayed.isEmpty { throw PushFailures(all: failures, stayed: stayed) }
    }
}

/// What is heard of one push.
package enum PushNews: Equatable, Sendable {
    /// Under its number in the index.
    case began(transfer: Int64)
    /// It has been there all along, with its tags.
    case isThere
    case progress(part: String, done: Int64, total: Int64?)
    case notice(String)
    /// What a tag is about to lead to; of copies.
    case found(tag: String, Digest)
    case ended(PushOutcome)
}

package enum PushOutcome: Equatable, Sendable {
    case pushed
    /// All is there, but the tags were left where they were, since another image of the set failed.
    case untagged
    case failed(TransferFault)
}

/// That images could not be pushed, each with its own reason.
package struct PushFailures: Error {
    package let all: [TransferFault]
    /// Those of the set that were sent, and did not get their tags for that.
    package let stayed: [String]
}
