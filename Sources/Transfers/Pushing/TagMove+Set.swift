internal import ContentStore
internal import Host
internal import Values

extension TagMove {
    /// Moves the tags when those of the whole set may move, and puts them back when one of the others cannot be moved. Succeeds when they
    /// lead to the images; is cancelled when the set was given up, and they are where they were.
    ///
    /// From the first tag on this comes to its end: who ends it, or the process that started it, ends it with its tags put back.
    func moveWithSet(in session: TransferSession) throws -> Transfer.Outcome {
        let clock = ContinuousClock()
        let began = clock.now
        guard try session.await(.ready, .ready) == .go else { return .cancelled }
        session.enter(.tagging)
        return try Interruption.putOff {
            // Somebody else may have moved them while this waited.
            if clock.now - began > .seconds(1) { try ask() }
            try moveOrPutBack(notice: session.notice)
            let word = (try? session.await(.tagging, .tagged)) ?? .back
            guard word == .back else { return .succeeded }
            try putBack(notice: session.notice)
            return .cancelled
        }
    }
}
