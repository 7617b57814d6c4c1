package import Events
internal import Synchronization

/// Says nothing while all goes well. Of a step that failed the end of its log is shown.
package final class QuietView: ProgressView {
    private let screen: ProgressScreen
    private let failures: Mutex<FailureLogs?>

    package init(_ screen: ProgressScreen) {
        self.screen = screen
        failures = Mutex(FailureLogs())
    }

    package func hear(_ event: BuildEvent) {
        failures.withLock { $0?.hear(event) }
    }

    package func close() {
        failures.withLock { failures in
            if let text = failures?.text, !text.isEmpty { screen.write(text) }
            failures = nil
        }
    }
}

/// Shows nothing at all.
package struct SilentView: ProgressView {
    package init() {}

    package func hear(_ event: BuildEvent) {}

    package func close() {}
}
