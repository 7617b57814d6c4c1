import Foundation

extension Benchmark {
    /// `hearth bake`, the whole process. The peer is the program that the variable PEER names, which takes what
    /// `docker buildx` takes; without one only what has a goal in seconds counts.
    @MainActor static let build = Benchmark(name: "build") { workshop in
        try workshop.time("python3 -c '\(makeBase)' base")
        return try manyFiles(workshop) + oneChanged(workshop) + small(workshop) + wide(workshop) + large(workshop)
            + chain(workshop)
    }

    private static let peer = ProcessInfo.processInfo.environment["PEER"]

    /// A base image of busybox, as an OCI layout.
    private static var makeBase: String {
        let conformance = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Tests/Conformance").path
        return """
            import sys; sys.path.insert(0, "\(conformance)"); sys.dont_write_bytecode = True
            from ociimage import BASE_CONFIG, base_layer, make_layout
            make_layout(sys.argv[1], [base_layer()], BASE_CONFIG, name="base")
            """
    }

    /// Both tools at the same bake file. `prepare` is told the round, and which of them comes next.
    private static func race(
        _ name: String, _ file: String, goal: Double, rounds: Int = 5, atMost milliseconds: Double? = nil,
        arguments: String = "", _ workshop: Workshop, prepare: (Int, String) throws -> Void = { _, _ in }
    ) throws -> [Figure] {
        let ours = "$HEARTH bake -f \(file) --progress=plain \(arguments)"
        let theirs = peer.map { "\($0) bake -f \(file) --allow=fs.read=/ --progress=plain \(arguments)" } ?? ":"
        var times: (ours: [Double], theirs: [Double]) = ([], [])
        for round in 0..<rounds {
            try prepare(round, "ours")
            times.ours.append(try workshop.time(ours))
            if peer == nil { continue }
            try prepare(round, "theirs")
            times.theirs.append(try workshop.time(theirs))
        }
        let own = Times(times.ours)
        var figures: [Figure] = []
        if let milliseconds {
            figures.append(
                Figure(
                    name: "\(name), whole process", value: own.median * 1000, unit: " ms", goal: .atMost(milliseconds),
                    detail: "\(own)"))
        }
        if peer != nil { figures.append(Race(times.ours, times.theirs).figure(name, atLeast: goal)) }
        return figures
    }

    private static func target(_ name: String, _ context: String) -> String {
        """
        target "\(name)" {
          context  = "\(context)"
          contexts = { base = "oci-layout://base:latest" }
        }

        """
    }

    private static func write(files: Int, perFolder: Int = 100, to folder: String, _ workshop: Workshop) throws {
        for number in 0..<files {
            try workshop.write(
                "\(folder) \(number)\n" + String(repeating: "x", count: number % 4000),
                to: "\(folder)/d\(number / perFolder)/f\(number % perFolder).txt")
        }
    }

    /// Four images with 25,000 files in their contexts: cold, and with nothing changed.
    private static func manyFiles(_ workshop: Workshop) throws -> [Figure] {
        var bake = "group \"default\" { targets = [\"m0\", \"m1\", \"m2\", \"m3\"] }\n"
        for number in 0..<4 {
            try write(files: 6250, to: "many/\(number)/src", workshop)
            try workshop.write(
                """
                FROM base
                WORKDIR /app
                COPY src ./src
                RUN find src -type f | sort > list
                RUN wc -l list > count
                ENV N=\(number)

                """, to: "many/\(number)/Dockerfile")
            bake += target("m\(number)", "many/\(number)")
        }
        try workshop.write(bake, to: "many.hcl")
        let cold = try race("4 images with 25,000 files, cold", "many.hcl", goal: 3, rounds: 3, workshop) { round, _ in
            try workshop.time("rm -rf home")
            for number in 0..<4 { try workshop.write("\(round)\n", to: "many/\(number)/src/round") }
            if let peer { try workshop.time("\(peer) prune -af >/dev/null") }
        }
        return try cold
            + race("4 images with 25,000 files, nothing changed", "many.hcl", goal: 20, atMost: 20, workshop)
    }

    private static func oneChanged(_ workshop: Workshop) throws -> [Figure] {
        try write(files: 3000, to: "one/src", workshop)
        try workshop.write(
            "FROM base\nWORKDIR /app\nCOPY src ./src\nRUN find src -type f | sort > list\nRUN wc -l list > count\n",
            to: "one/Dockerfile")
        try workshop.write(target("default", "one"), to: "one.hcl")
        try workshop.time("$HEARTH bake -f one.hcl")
        return try race("one file of 3,000 changed, RUN steps after it", "one.hcl", goal: 4, workshop) { round, who in
            try workshop.write("round \(round) of \(who)\n", to: "one/src/d7/f7.txt")
        }
    }

    private static func small(_ workshop: Workshop) throws -> [Figure] {
        var bake = "group \"default\" { targets = [for i in range(100) : \"s${i}\"] }\n"
        for number in 0..<100 {
            try workshop.write("\(number)\n", to: "hundred/\(number)/file.txt")
            try workshop.write(
                "FROM base\nWORKDIR /app\nCOPY file.txt .\nENV N=\(number)\n", to: "hundred/\(number)/Dockerfile")
            bake += target("s\(number)", "hundred/\(number)")
        }
        try workshop.write(bake, to: "hundred.hcl")
        try workshop.time("$HEARTH bake -f hundred.hcl")
        if let peer { try workshop.time("\(peer) bake -f hundred.hcl --allow=fs.read=/") }
        return try race("100 small targets, nothing changed", "hundred.hcl", goal: 50, workshop)
    }

    private static func wide(_ workshop: Workshop) throws -> [Figure] {
        try write(files: 50_000, to: "fifty/src", workshop)
        try workshop.write("FROM base\nCOPY src /src\n", to: "fifty/Dockerfile")
        try workshop.write(target("default", "fifty"), to: "fifty.hcl")
        try workshop.time("$HEARTH bake -f fifty.hcl")
        if let peer { try workshop.time("\(peer) bake -f fifty.hcl --allow=fs.read=/") }
        return try race("a context of 50,000 files, nothing changed", "fifty.hcl", goal: 10, workshop)
            + race("a context of 50,000 files, one changed", "fifty.hcl", goal: 8, rounds: 3, workshop) { round, who in
                try workshop.write("round \(round) of \(who)\n", to: "fifty/src/d7/f7.txt")
            }
    }

    /// A large file, to an archive.
    private static func large(_ workshop: Workshop) throws -> [Figure] {
        try workshop.write("FROM base\nCOPY big /big\n", to: "big/Dockerfile")
        try workshop.write(target("default", "big"), to: "big.hcl")
        return try race(
            "a file of 512 MB changed, to an OCI archive", "big.hcl", goal: 3, rounds: 3,
            arguments: "--set '*.output=type=oci,dest=big.tar'", workshop
        ) { _, _ in try workshop.time("head -c 384m /dev/urandom > big/big; head -c 128m /dev/zero >> big/big") }
    }

    private static func chain(_ workshop: Workshop) throws -> [Figure] {
        try workshop.write(target("default", "chain"), to: "chain.hcl")
        return try race("60 RUN steps", "chain.hcl", goal: 4, rounds: 3, workshop) { round, who in
            let runs = (0..<60).map { "RUN echo \($0) >> /log" }.joined(separator: "\n")
            try workshop.write(
                "FROM base\nENV R=\(round)-\(who)-\(UUID().uuidString)\n\(runs)\n", to: "chain/Dockerfile")
        }
    }
}
