package import Events
internal import Host
internal import Synchronization
internal import Values

/// Progress on a terminal: a few lines that are kept up to date, and, at the end, what it came to.
///
///     [+] 1/2 targets, 34/120 steps, 12 cached                    12.3s
///      app  5/12 steps, 3 cached
///       [build 3/5] RUN make -j4                                   4.2s
///           cc -c main.c
///
/// Steps that are done, or were there already, are only counted. What is seen never takes more rows and columns than
/// there are. It is drawn ten times a second at most, in one write each; what takes less than a tenth of a second
/// draws nothing but its end. When a build is interrupted `close` leaves the screen as at any other end.
package final class TTYView: ProgressView {
    private struct State {
        var picture: TerminalPicture
        var frame: ScreenFrame
        var drawn: Timestamp
        var isClosed = false
    }

    private let screen: ProgressScreen
    private let state: Mutex<State>

    private static let pause = 0.1

    package init(_ screen: ProgressScreen, environment: (String) -> String?) {
        let colours = ProgressColours(environment)
        let lines = environment("BUILDKIT_TTY_LOG_LINES").flatMap { Int($0) } ?? 6
        let picture = TerminalPicture(logLines: lines > 0 ? min(lines, 100) : 6, colours)
        self.screen = screen
        state = Mutex(State(picture: picture, frame: ScreenFrame(colours), drawn: screen.clock.now()))
    }

    package func hear(_ event: BuildEvent) {
        state.withLock { state in
            if state.isClosed { return }
            state.picture.hear(event)
            draw(&state)
        }
        if case .began = event { screen.heartbeat?.start(every: Self.pause) { [weak self] in self?.tick() } }
    }

    /// Time has passed.
    package func tick() {
        state.withLock { state in if !state.isClosed { draw(&state) } }
    }

    package func close() {
        screen.heartbeat?.end()
        state.withLock { state in
            if state.isClosed { return }
            state.isClosed = true
            var text = Array(state.frame.clearing(columns: columns).utf8)
            text += state.picture.conclusion(at: screen.clock.now(), columns: columns)
            screen.write(text)
        }
    }

    private var columns: Int { screen.size()?.columns ?? 80 }

    private func draw(_ state: inout State) {
        let now = screen.clock.now()
        // A clock that was turned back must not keep the picture still.
        guard abs(now.seconds(since: state.drawn)) >= Self.pause else { return }
        state.drawn = now
        let (columns, rows) = screen.size() ?? (80, 24)
        // The row below is where the cursor rests.
        let lines = state.picture.lines(at: now, rows: max(1, rows - 1))
        screen.write(Array(state.frame.drawing(lines, columns: columns).utf8))
    }
}
