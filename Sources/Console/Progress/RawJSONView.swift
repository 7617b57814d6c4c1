package import Events
internal import Synchronization
internal import Values

/// Progress for programs: a line of JSON for whatever happens, in the words of BuildKit's `SolveStatus`, as
/// `--progress=rawjson` has it. Steps are vertexes; their digests name them.
package final class RawJSONView: ProgressView {
    private let screen: ProgressScreen
    /// Steps that have not ended; nil when closed.
    private let state = Mutex<StatusWords?>(StatusWords())

    package init(_ screen: ProgressScreen) {
        self.screen = screen
    }

    package func hear(_ event: BuildEvent) {
        // Written under the lock, so that lines stand in the order of what they tell.
        state.withLock { state in
            guard let line = state?.status(of: event) else { return }
            screen.write(line.encoded() + [UInt8(ascii: "\n")])
        }
    }

    package func close() {
        state.withLock { $0 = nil }
    }
}
