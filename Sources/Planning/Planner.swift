internal import BakeLanguage
internal import Host
internal import Values

/// Makes a plan of targets. Nothing is run, and nothing written but what makes the next plan quicker.
package struct Planner: Sendable {
    private let world: any PlanningWorld
    private let readings = Readings()

    package init(_ world: any PlanningWorld) {
        self.world = world
    }

    /// The plan for some targets and those they link to, which must be among them. Throws all that is wrong with any.
    package func plan(_ inputs: [BuildInput]) throws -> Plan {
        let ordered = Self.ordered(inputs)
        world.expect { expectedImages(of: ordered) }
        var work = PlanningWork(ordered)
        while !work.ready.isEmpty {
            let ready = work.ready
            let planned = work.planned
            work.take(
                Parallel.map(ready, fewest: 1) { input in
                    Result { try TargetPlanner(input, world, readings, linked: planned).planned() }
                })
        }
        return try work.plan(ordered)
    }

    private func expectedImages(of inputs: [BuildInput]) -> [ImageRequest] {
        var seen: Set<ImageRequest> = []
        return Parallel.map(inputs, fewest: 8) { TargetPlanner($0, world, readings, linked: [:]).expectedImages() }
            .joined().filter { seen.insert($0).inserted }
    }

    /// Each after those it links to; else in the order given. Circles were refused when targets were selected.
    static func ordered(_ inputs: [BuildInput]) -> [BuildInput] {
        let byName = Dictionary(inputs.map { ($0.target.name, $0) }) { first, _ in first }
        var ordered: [BuildInput] = []
        var seen: Set<String> = []
        for input in inputs {
            var open = [(input, false)]
            while let (next, isReady) = open.popLast() {
                if isReady {
                    ordered.append(next)
                } else if seen.insert(next.target.name).inserted {
                    open.append((next, true))
                    open += next.target.links.reversed().compactMap { byName[$0].map { ($0, false) } }
                }
            }
        }
        return ordered
    }
}
