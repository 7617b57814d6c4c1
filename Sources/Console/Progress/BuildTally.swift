package import Events
internal import Synchronization

/// Listens to a build, for its summary.
package final class BuildTally: BuildListener {
    private let state = Mutex(BuildSummary())

    package init() {}

    package var summary: BuildSummary { state.withLock(\.self) }

    package func hear(_ event: BuildEvent) {
        state.withLock { $0.hear(event) }
    }
}
