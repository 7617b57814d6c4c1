package import BakeLanguage
package import Planning
package import Transfers
internal import Values

/// What is to be built, and how to go about it.
package struct BuildOrder: Sendable {
    package var plan: Plan
    /// All that the plan has, by name.
    package var targets: [String: Target]
    /// Those whose images are asked for; the others are only linked to.
    package var wanted: Set<String>
    /// How many steps are done at once; nil for as many as suit the machine.
    package var jobs: Int?
    /// Whether other targets are built to their end when a step fails.
    package var keepsGoing = false
    /// Whether an output may empty directories that are not below the one we are in.
    package var deletesAnywhere = false
    /// Where what is to be pushed goes; nil where no output pushes.
    package var pushes: PushSet?
    /// The OCI runtime; nil for one that is found.
    package var runtime: String?

    /// `wanted` nil is all.
    package init(plan: Plan, targets: [Target], wanted: Set<String>? = nil) {
        self.plan = plan
        self.targets = Dictionary(targets.map { ($0.name, $0) }) { first, _ in first }
        self.wanted = wanted ?? Set(targets.map(\.name))
    }

    /// Where the records of a step are kept: in the scope of the first target that has it.
    func scope(of step: PlannedStep) -> String { scope(of: step.targets.first ?? "") }

    func scope(of target: String) -> String { targets[target]?.settings.scope ?? target }
}
