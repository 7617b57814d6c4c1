/// What a whole run may spend on computing values, so that no file can keep the machine for long. Once it is spent nothing
/// is evaluated any more, not even what `try` would fall back on.
package final class Budget {
    /// Expressions that are evaluated, and what large values cost to look through.
    package static let steps = 5_000_000
    /// Expressions in each other, bodies of functions in their calls. The stack is 8 MiB.
    static let depth = 1200

    private var stepsLeft: Int
    private var depthLeft = Budget.depth
    /// What the budget was exceeded by; it is told once.
    private(set) var excess: EvaluationFault?
    private var isTold = false

    init(steps: Int) {
        stepsLeft = steps
    }

    /// Adds to what may be spent.
    func grant(_ steps: Int) {
        stepsLeft += steps
    }

    /// False when there is nothing left.
    func enter() -> Bool {
        stepsLeft -= 1
        depthLeft -= 1
        if stepsLeft >= 0, depthLeft >= 0, excess == nil { return true }
        if excess == nil { excess = depthLeft < 0 ? .tooDeep : .tooLong }
        return false
    }

    func leave() {
        depthLeft += 1
    }

    /// A call of a function that is written in the file takes the stack of several expressions.
    func enterFunction() {
        depthLeft -= 3
    }

    func leaveFunction() {
        depthLeft += 3
    }

    /// Counts what is to be done with a value of that weight. A value of a few parts costs nothing.
    func spend(on weight: Int) {
        stepsLeft -= weight >> 8
    }

    /// Counts what was made, of that weight: it may stay until the run ends, so all of it must have room in memory.
    func spend(onMaking weight: Int) {
        stepsLeft -= weight >> 5
    }

    /// The excess, for the one who tells it.
    func takeExcess() -> EvaluationFault? {
        defer { isTold = true }
        return isTold ? nil : excess
    }
}
