package import Host
package import Values

/// A process that moves an image between the store and a registry, or did.
package struct Transfer: Equatable, Sendable {
    package enum Kind: Int64, Sendable {
        case push = 0
        case pull = 1
        case copy = 2
    }

    package enum Outcome: String, Sendable {
        case succeeded
        case failed
        /// Somebody asked it to end, or its set was given up.
        case cancelled
        /// Its process is gone and has not said why.
        case died
    }

    /// What it is at.
    package enum Phase: String, Sendable {
        case moving
        /// All is there but the tags, which wait for the rest of the set.
        case ready
        case tagging
    }

    package let id: Int64
    package let kind: Kind
    /// In its familiar form: `localhost:5000/app:1`.
    package let image: String
    package let digest: Digest?
    package let process: ProcessIdentity
    package let began: Timestamp
    package var phase: Phase
    /// Nil where it is not known yet.
    package var total: Int64?
    /// Of the total: what has gone over, and what was there already.
    package var done: Int64
    package var ended: Timestamp?
    package var outcome: Outcome?
    /// Why it failed.
    package var reason: String?
    /// Where all that it says is written down.
    package let log: Path

    /// Bytes in a second, from its beginning to `now` or to its end.
    package func rate(at now: Timestamp) -> Double {
        let seconds = (ended ?? now).seconds(since: began)
        return seconds > 0 ? Double(done) / seconds : 0
    }
}
