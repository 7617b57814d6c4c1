internal import BakeLanguage
package import DockerfileLanguage
package import Values

/// The Dockerfile of a target as its build would see it, to be looked into and not to be planned.
package struct Inspection {
    package let target: String
    package let reading: Reading
    package let request: BuildRequest
    package let sources: any StageSources

    package var file: SourceFile { reading.dockerfile.file }

    /// What the checks find, and what is wrong.
    package func resolution() -> Resolution {
        Resolution(reading, request, sources)
    }
}

/// Looks into the Dockerfiles of targets. What one target has of another it gets where that can be planned, and else
/// a guess, so that what is wrong with one is not said of all that link to it.
package struct Inspector {
    private let world: any PlanningWorld
    private let readings = Readings()
    private var linked: [String: PlannedTarget] = [:]

    /// `targets` are those that may be linked to.
    package init(_ world: any PlanningWorld, linking targets: [BuildInput] = []) {
        self.world = world
        let links = Set(targets.flatMap(\.target.links))
        for input in Planner.ordered(targets) where links.contains(input.target.name) {
            let planner = TargetPlanner(input, world, readings, linked: linked)
            linked[input.target.name] = try? PlannedTarget(input.target, planner.planned())
        }
    }

    /// Throws where there is no Dockerfile to look into.
    package func inspection(of input: BuildInput) throws -> Inspection {
        try TargetPlanner(input, world, readings, linked: linked, guessesLinks: true).inspection()
    }
}
