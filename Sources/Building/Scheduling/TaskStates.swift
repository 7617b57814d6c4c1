/// Which tasks are done, running, ready or waiting.
struct TaskStates: Sendable {
    private var tasks: [Task] = []
    /// How many of its needs each waits for.
    private var missing: [Int] = []
    private var dependents: [[Int]] = []
    /// The seconds of the longest way from each to the end.
    private var distances: [Double] = []
    private var ready: [Int] = []
    private var running = 0
    private(set) var isStopping = false
    private(set) var failures: [Int: any Error] = [:]

    init() {}

    init(_ tasks: [Task]) {
        self.tasks = tasks
        missing = tasks.map(\.needs.count)
        dependents = Array(repeating: [], count: tasks.count)
        distances = tasks.map(\.seconds)
        for (place, task) in tasks.enumerated() {
            for need in task.needs { dependents[need].append(place) }
        }
        for place in tasks.indices.reversed() {
            for need in tasks[place].needs {
                distances[need] = max(distances[need], tasks[need].seconds + distances[place])
            }
        }
        ready = tasks.indices.filter { missing[$0] == 0 }
    }

    /// The task to begin; nil inside when there will be none any more, nil outside when that is not known yet.
    mutating func next() -> (place: Int, task: Task)?? {
        if isStopping { return .some(nil) }
        guard let best = ready.indices.max(by: { distances[ready[$0]] < distances[ready[$1]] }) else {
            return running == 0 ? .some(nil) : nil
        }
        let place = ready.remove(at: best)
        running += 1
        return (place, tasks[place])
    }

    mutating func finish(_ place: Int) {
        running -= 1
        for dependent in dependents[place] {
            missing[dependent] -= 1
            if missing[dependent] == 0 { ready.append(dependent) }
        }
    }

    mutating func fail(_ place: Int, _ error: any Error, keepsGoing: Bool) {
        running -= 1
        failures[place] = error
        isStopping = isStopping || !keepsGoing
    }

    /// Lets go of all tasks; returns the errors of those that failed.
    mutating func dropTasks() -> [Int: any Error] {
        tasks = []
        return failures
    }
}
