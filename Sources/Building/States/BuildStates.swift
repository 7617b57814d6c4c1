internal import Synchronization
internal import Values

/// What is done so far: the files of states, as they come to be known. Any thread may ask and tell.
final class BuildStates: Sendable {
    private let known = Mutex<[Digest: Snapshot]>([:])

    subscript(state: Digest) -> Snapshot? {
        get { known.withLock { $0[state] } }
        set { known.withLock { $0[state] = newValue } }
    }

    /// Of a state that a task needs, and that is therefore done.
    func snapshot(_ state: Digest) -> Snapshot {
        guard let snapshot = self[state] else { preconditionFailure("a step comes after those it needs") }
        return snapshot
    }
}
