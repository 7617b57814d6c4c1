/// A rule that a Dockerfile breaks, and where.
package struct Finding: Equatable, Sendable {
    package let rule: Rule
    /// What is meant here: `Stage name 'Base' should be lowercase`.
    package let detail: String
    /// Counted from 1.
    package let lines: [ClosedRange<Int>]

    package init(_ rule: Rule, _ detail: String, lines: [ClosedRange<Int>]) {
        self.rule = rule
        self.detail = detail
        self.lines = lines
    }
}
