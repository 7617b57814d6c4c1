package import Host
internal import Values

/// The last line of a terminal while long work goes on: `adding base.tar: 1.20 GB of 3.40 GB, 310 MB/s`.
///
/// It is rewritten ten times a second at most, by whoever does the work and says so: there is no thread behind it, and
/// what takes less than a tenth of a second shows nothing. What else is written meanwhile would run into it, so it is
/// cleared first.
package final class ProgressLine {
    private let label: String
    /// How much there is to do; nil when nobody knows.
    package var total: Int64?
    private let terminal: OpenFile
    private let columns: () -> Int
    private let clock: WallClock
    private let start: Timestamp
    private var shown: Timestamp
    private var done: Int64 = 0
    private var isShown = false

    private static let pause = 0.1

    package init(
        _ label: String, of total: Int64? = nil, on terminal: OpenFile, columns: @escaping () -> Int,
        clock: WallClock = .system
    ) {
        self.label = label.spellingOutControls()
        self.total = total
        self.terminal = terminal
        self.columns = columns
        self.clock = clock
        start = clock.now()
        shown = start
    }

    /// So many bytes more are done.
    package func advance(_ bytes: Int64) {
        done += bytes
        let now = clock.now()
        // A clock that was turned back must not keep the line still.
        guard abs(now.seconds(since: shown)) >= Self.pause else { return }
        shown = now
        isShown = true
        write("\r\(text(at: now))\u{1b}[K")
    }

    /// Takes the line away, until there is more to tell.
    package func clear() {
        if isShown { write("\r\u{1b}[K") }
        isShown = false
    }

    /// What fits in one row: a longer line would go on in the next, and a carriage return does not lead back from there.
    private func text(at now: Timestamp) -> String {
        let state = state(at: now)
        let room = columns() - 1 - state.displayWidth - 2
        guard label.displayWidth > room else { return "\(label): \(state)" }
        // The end of a path tells more than its beginning.
        var end = label[...]
        while String(end).displayWidth > room - 1, end.popFirst() != nil {}
        if !end.isEmpty { return "…\(end): \(state)" }
        return state.displayWidth < columns() ? state : ""
    }

    private func state(at now: Timestamp) -> String {
        // More than was foretold, when a file grows.
        let whole = total.flatMap { $0 < done ? nil : " of \(ByteCount($0))" } ?? ""
        let seconds = now.seconds(since: start)
        let rate = seconds > 0 ? ", \(ByteCount(Int64(Double(done) / seconds)))/s" : ""
        return "\(ByteCount(done))\(whole)\(rate)"
    }

    private func write(_ text: String) {
        var text = text
        // A terminal that is gone fails no work.
        text.withUTF8 { try? terminal.write(UnsafeRawBufferPointer($0)) }
    }
}
