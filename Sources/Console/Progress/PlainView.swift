package import Events
internal import Host
internal import Synchronization
internal import Values

/// Progress as lines of text, for files, pipes and the logs of CI jobs, as BuildKit's plain progress has it:
///
///     #7 [build 2/3] RUN make
///     #7 0.123 cc -c main.c
///     #7 DONE 1.2s
///
///     #8 [build 3/3] COPY --from=… / /
///     #8 CACHED
///
/// Steps that run at once take turns; one that goes on later is introduced again, after `#7 ...`. A step's number is
/// the order in which it is first heard of.
package final class PlainView: ProgressView {
    private struct State {
        var printer = PlainPrinter()
        var summary = BuildSummary()
        var ticked: Timestamp
        var isClosed = false
    }

    private let screen: ProgressScreen
    private let state: Mutex<State>

    private static let pause = 0.1

    package init(_ screen: ProgressScreen) {
        self.screen = screen
        state = Mutex(State(ticked: screen.clock.now()))
    }

    package func hear(_ event: BuildEvent) {
        state.withLock { state in
            if state.isClosed { return }
            state.printer.hear(event)
            state.summary.hear(event)
            advance(&state)
            // What was there already comes in swarms, and one write for each would take longer than all the rest.
            if case .ended(_, .cached, _) = event, state.printer.output.count < Self.room { return }
            flush(&state)
        }
        if case .began = event { screen.heartbeat?.start(every: Self.pause) { [weak self] in self?.tick() } }
    }

    /// Time has passed: steps that have said nothing are shown, and how far others have come.
    package func tick() {
        state.withLock { state in
            if state.isClosed { return }
            advance(&state)
            flush(&state)
        }
    }

    package func close() {
        screen.heartbeat?.end()
        state.withLock { state in
            if state.isClosed { return }
            state.isClosed = true
            state.printer.close()
            state.printer.output += state.summary.text(Palette(isColoured: false)).utf8
            flush(&state)
        }
    }

    private static let room = 32 << 10

    private func advance(_ state: inout State) {
        let now = screen.clock.now()
        guard abs(now.seconds(since: state.ticked)) >= Self.pause else { return }
        state.ticked = now
        state.printer.tick(at: now)
    }

    private func flush(_ state: inout State) {
        if state.printer.output.isEmpty { return }
        screen.write(state.printer.output)
        state.printer.output.removeAll(keepingCapacity: state.printer.output.count <= 2 * Self.room)
    }
}
