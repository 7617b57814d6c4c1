import Foundation

extension Benchmark {
    /// `bake --print`, the whole process: what a shell's completion, an editor and every build begin with. The peer is
    /// the buildx that the variable BUILDX names, where there is one.
    @MainActor static let bake = Benchmark(name: "bake") { workshop in
        try write(4, to: "four.hcl", in: workshop)
        try write(100, to: "hundred.hcl", in: workshop)
        try Data(matrix.utf8).write(to: workshop.folder.appendingPathComponent("matrix.hcl"))
        return try measure("4 targets", "four.hcl", goal: 6, ratio: 3.5, workshop)
            + measure("100 targets", "hundred.hcl", goal: 9, ratio: 5, workshop)
            + measure("a matrix of 10,000", "matrix.hcl", times: 1, rounds: 1, goal: 500, ratio: 5, workshop)
            + measureLarge(workshop)
    }

    private static func measure(
        _ what: String, _ file: String, times: Int = 50, rounds: Int = 5, goal: Double, ratio: Double,
        _ workshop: Workshop
    ) throws -> [Figure] {
        func repeated(_ command: String) -> String {
            "i=0; while [ $i -lt \(times) ]; do \(command) bake -f \(file) --print || exit 1; i=$((i+1)); done"
        }
        let buildx = ProcessInfo.processInfo.environment["BUILDX"]
        let race = try workshop.race(repeated("$HEARTH"), buildx.map(repeated) ?? ":", rounds: rounds)
        let name = "`bake --print`, \(what), whole process"
        var figures = [
            Figure(
                name: name, value: race.ours.median / Double(times) * 1000, unit: " ms", goal: .atMost(goal),
                detail: "\(times) calls took \(race.ours)")
        ]
        if buildx != nil { figures.append(race.figure("\(name), beside buildx", atLeast: ratio)) }
        return figures
    }

    /// A file of 50 MB, of which one target is wanted. Half a minute would be too long to wait for a peer.
    private static func measureLarge(_ workshop: Workshop) throws -> [Figure] {
        try write(125_000, to: "large.hcl", in: workshop)
        let race = try workshop.race("$HEARTH bake -f large.hcl --print app-7", ":")
        return [
            Figure(
                name: "`bake --print`, a file of 50 MB", value: race.ours.median, unit: " s", goal: .atMost(20),
                detail: "\(race.ours)")
        ]
    }

    /// Targets as projects have them: a common parent, arguments, labels, tags from a function and a variable.
    private static func write(_ count: Int, to name: String, in workshop: Workshop) throws {
        var text = """
            variable "REGISTRY" { default = "registry.example.com" }
            variable "TAG" { default = "latest" }
            function "image" {
              params = [name]
              result = ["${REGISTRY}/${name}:${TAG}", "${REGISTRY}/${name}:${substr(sha256(TAG), 0, 8)}"]
            }
            group "default" { targets = [for i in range(\(min(count, 1000))) : "app-${i}"] }
            target "_common" {
              platforms  = ["linux/amd64", "linux/arm64"]
              args       = { VERSION = TAG, BUILD = "release" }
              cache-from = ["type=registry,ref=${REGISTRY}/cache"]
            }

            """
        for number in 0..<count {
            text += """
                target "app-\(number)" {
                  inherits   = ["_common"]
                  context    = "./services/app-\(number)"
                  dockerfile = "Dockerfile"
                  args       = { NAME = "app-\(number)", PORT = 8000 + \(number) }
                  labels     = { "org.opencontainers.image.title" = upper("app-\(number)") }
                  tags       = image("app-\(number)")
                  output     = ["type=image,push=${TAG != "latest"}"]
                }

                """
        }
        try Data(text.utf8).write(to: workshop.folder.appendingPathComponent(name))
    }

    private static let matrix = """
        target "default" {
          name    = "app-${a}-${b}"
          matrix  = { a = range(100), b = range(100) }
          context = "services/${a}"
          args    = { A = a, B = b, SUM = a + b }
          tags    = ["registry.example.com/app-${a}:${b}"]
          labels  = { title = upper("app ${a}") }
        }

        """
}
