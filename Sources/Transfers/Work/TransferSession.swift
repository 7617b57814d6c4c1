internal import ContentStore
internal import Host
internal import Synchronization
internal import Values

/// The one transfer of this process: says how far it is, to the process that started it, to the index and to a log. Any thread may.
final class TransferSession: Sendable {
    let store: Store
    private let kept = Guarded<Lease?>(nil)
    private let parent: ParentLine
    private let log: OpenFile?
    private let clock = WallClock.system
    private let state: Mutex<State>

    private struct State {
        var row: Transfer
        /// When something was last said of each part, and of the whole to the index.
        var said: [String: Timestamp] = [:]
        var noted: Timestamp
    }

    /// Seconds between two words about one part, and between two notes in the index.
    private static let pause = 0.1
    private static let notePause = 0.5

    init(_ row: Transfer, _ store: Store, _ parent: ParentLine) throws {
        self.store = store
        self.parent = parent
        _ = try? LocalFileSystem().makeDirectory(row.log.parent)
        log = try? OpenFile(row.log, .create, on: LocalFileSystem())
        state = Mutex(State(row: row, noted: row.began))
        tell(.began(id: row.id, process: row.process, log: row.log.word))
        write("\(row.kind) of \(row.image), process \(row.process.id)")
    }

    /// Keeps what is moved. Where nothing is to be moved there is none.
    var lease: Lease {
        get throws {
            try kept.withLock { kept in
                let lease = try kept ?? store.lease(for: "transfer")
                kept = lease
                return lease
            }
        }
    }

    // MARK: - Words

    /// For the log alone.
    func note(_ text: String) { write(text) }

    func notice(_ text: String) {
        write(text)
        tell(.notice(text))
    }

    func tell(_ message: TransferMessage) { message.tell() }

    private func write(_ text: String) {
        Array("\(clock.now().seconds(since: state.withLock { $0.row.began }).fixed(3)) \(text)\n".utf8)
            .withUnsafeBytes { try? log?.write($0) }
    }

    // MARK: - Progress

    /// Says how many bytes there are in all.
    func expect(_ total: Int64) {
        note { $0.total = total }
    }

    /// Says that `count` bytes more are where they are to be; `part` is the layer or so that they belong to.
    func advance(_ count: Int64, part: String, done: Int64, of total: Int64?) {
        let now = clock.now()
        let (isDue, note) = state.withLock { state -> (Bool, Transfer?) in
            state.row.done += count
            let isDue = done == total || state.said[part].map { now.seconds(since: $0) >= Self.pause } ?? true
            if isDue { state.said[part] = now }
            guard now.seconds(since: state.noted) >= Self.notePause else { return (isDue, nil) }
            state.noted = now
            return (isDue, state.row)
        }
        if isDue { tell(.progress(part: part, done: done, total: total)) }
        // Somebody else may be writing for long; how far this is can be told later.
        if let note { try? store.note(note) }
    }

    private func note(_ change: (inout Transfer) -> Void) {
        let row = state.withLock { state -> Transfer? in
            let before = state.row
            change(&state.row)
            return state.row == before ? nil : state.row
        }
        if let row { try? store.note(row) }
    }

    // MARK: - Stages and the end

    /// Says that it has come to a stage, and waits to be told how to go on. Throws `.interrupted` when nobody tells.
    func await(_ phase: Transfer.Phase, _ message: TransferMessage) throws -> TransferCommand {
        note { $0.phase = phase }
        tell(message)
        guard let line = parent.next(), let command = TransferCommand(rawValue: String(decoding: line, as: UTF8.self))
        else { throw SystemError("wait", nil, .interrupted) }
        return command
    }

    func enter(_ phase: Transfer.Phase) { note { $0.phase = phase } }

    func end(_ outcome: Transfer.Outcome, _ message: TransferMessage, reason: String? = nil) {
        parent.letGo()
        write(reason.map { "\(outcome.rawValue): \($0)" } ?? outcome.rawValue)
        let row = state.withLock { $0.row }
        try? store.end(row, outcome, reason: reason)
        tell(message)
    }
}

extension Double {
    fileprivate func fixed(_ digits: Int) -> String {
        let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
        let whole = Int64(self * scale)
        let fraction = String(abs(whole) % Int64(scale))
        return "\(whole / Int64(scale)).\(String(repeating: "0", count: digits - fraction.utf8.count))\(fraction)"
    }
}
