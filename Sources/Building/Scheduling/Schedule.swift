internal import Host

/// Does tasks, several at once, each after those it needs; of those that are ready the one first that most of the time depends on.
///
/// When one fails, what needs it is not done; nor is the rest, unless it `keepsGoing`. What is running then is told through
/// `isStopping`, and waited for. No thread is left afterwards.
final class Schedule: Sendable {
    private let keepsGoing: Bool
    private let state = Monitor(TaskStates())

    init(keepsGoing: Bool = false) {
        self.keepsGoing = keepsGoing
    }

    /// Whether what is running is to end early.
    var isStopping: Bool {
        Interruption.isRequested || state.look { $0.isStopping }
    }

    /// Does tasks, which need only such as stand before them. Returns the errors of those that failed.
    func run(_ tasks: [Task], width: Int) -> [Int: any Error] {
        state.change { $0 = TaskStates(tasks) }
        let others = (1..<max(1, min(width, tasks.count))).compactMap { _ in try? Worker { self.work() } }
        withExtendedLifetime(others) { work() }
        // Tasks know who does them: left here, they would keep the store open.
        return state.change { $0.dropTasks() }
    }

    private func work() {
        while let (place, task) = state.wait(for: { $0.next() }) {
            do {
                try task.body()
                state.change { $0.finish(place) }
            } catch {
                state.change { $0.fail(place, error, keepsGoing: keepsGoing) }
            }
        }
    }
}
