import Foundation
import TestSupport

extension Benchmark {
    /// Four images to a registry on this machine, beside the programs that are at hand: `docker push` by a daemon of our own,
    /// `skopeo copy`, and for `bake --push` the program that the variable PEER names.
    @MainActor static let push = Benchmark(name: "push") { workshop in
        guard RegistryServer.isPossible else {
            print("skipped push: \(RegistryServer.reason)")
            return []
        }
        let stack = try ImageStack(workshop)
        let pairs = pairs(stack, workshop)
        let times = try measure(pairs.flatMap { [$0.ours, $0.theirs].compactMap(\.self) }, stack, workshop)
        return pairs.flatMap { figures(of: $0.ours, beside: $0.theirs, times) } + (try bakeAndPush(stack, workshop))
    }

    private static let rounds = 5

    /// Docker compresses while it pushes, as we do when nobody has had to before; skopeo sends what is compressed.
    private static func pairs(_ stack: ImageStack, _ workshop: Workshop) -> [(ours: Pusher, theirs: Pusher?)] {
        let daemon = DockerDaemon(workshop)
        if daemon == nil { print("no Docker daemon starts here, so that docker push is left out") }
        let hasSkopeo = (try? workshop.time("command -v skopeo")) != nil
        if !hasSkopeo { print("there is no skopeo to compare with") }
        return [
            (Pusher.hearth(stack), daemon.map { Pusher.docker($0, stack, workshop) }),
            (Pusher.hearthPacked(stack, workshop), hasSkopeo ? Pusher.skopeo(stack, workshop) : nil),
        ]
    }

    private enum Work: String, CaseIterable {
        case allNew = "all new"
        case nothingNew = "nothing new"
        case oneNew = "one layer new"

        var ratio: Double { self == .nothingNew ? 5 : 2 }
    }

    private typealias Measured = [Work: [String: [Double]]]

    private static func measure(_ pushers: [Pusher], _ stack: ImageStack, _ workshop: Workshop) throws -> Measured {
        var times: Measured = [:]
        func time(_ work: Work, _ pusher: Pusher) throws {
            times[work, default: [:]][pusher.name, default: []].append(try pusher.time(in: workshop))
        }
        for _ in 0..<rounds {
            try stack.renew()
            for pusher in pushers {
                try pusher.beginAnew()
                try time(.allNew, pusher)
                try time(.nothingNew, pusher)
            }
            try stack.renewOne()
            for pusher in pushers { try time(.oneNew, pusher) }
        }
        return times
    }

    private static func figures(of ours: Pusher, beside theirs: Pusher?, _ times: Measured) -> [Figure] {
        Work.allCases.compactMap { work in
            guard let own = times[work]?[ours.name] else { return nil }
            let name = "push of 4 images, \(work.rawValue)"
            if let theirs, let other = times[work]?[theirs.name] {
                return Race(own, other).figure("\(name), beside `\(theirs.name)`", atLeast: work.ratio)
            }
            guard work == .nothingNew else { return nil }
            return Figure(
                name: "\(name), whole process", value: Times(own).median * 1000, unit: " ms", goal: .atMost(60),
                detail: "\(Times(own))")
        }
    }

    /// The whole way from the bake file, with nothing to be done.
    private static func bakeAndPush(_ stack: ImageStack, _ workshop: Workshop) throws -> [Figure] {
        let (own, other) = (try RegistryServer(), try RegistryServer())
        let line = "bake -f stack.hcl --push --progress=plain 2>/dev/null"
        let ours = "REGISTRY=\(own.name) $HEARTH \(line)"
        let peer = ProcessInfo.processInfo.environment["PEER"]
        let theirs = peer.map { "REGISTRY=\(other.name) \($0) \(line)" } ?? ":"
        let race = try withExtendedLifetime((own, other)) {
            _ = try workshop.race(ours, theirs, rounds: 1)
            return try workshop.race(ours, theirs, rounds: 9)
        }
        let name = "`bake --push` of 4 images, nothing changed"
        let figure = Figure(
            name: "\(name), whole process", value: race.ours.median * 1000, unit: " ms", goal: .atMost(44),
            detail: "\(race.ours)")
        return [figure] + (peer == nil ? [] : [race.figure(name, atLeast: 10)])
    }
}
