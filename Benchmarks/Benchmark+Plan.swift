import Foundation

extension Benchmark {
    /// `hearth plan`, the whole process: what every build begins with, and all that a build does where nothing changed.
    @MainActor static let plan = Benchmark(name: "plan") { workshop in
        try manySmall(workshop) + [oneWide(workshop)] + [firstScan(workshop)]
    }

    /// A hundred targets, each with a context of its own.
    private static func manySmall(_ workshop: Workshop) throws -> [Figure] {
        var bake = "group \"default\" { targets = [for i in range(100) : \"app-${i}\"] }\n"
        for number in 0..<100 {
            bake += "target \"app-\(number)\" { context = \"small/\(number)\" }\n"
            let folder = "small/\(number)"
            try workshop.write(smallDockerfile, to: "\(folder)/Dockerfile")
            try workshop.write("*.md\n.git\n", to: "\(folder)/.dockerignore")
            for file in 0..<8 { try workshop.write("file \(file) of \(number)\n", to: "\(folder)/src/\(file).txt") }
        }
        try workshop.write(bake, to: "small.hcl")
        try workshop.time("$HEARTH plan -f small.hcl")
        let times = 20
        let race = try workshop.race(
            "i=0; while [ $i -lt \(times) ]; do $HEARTH plan -f small.hcl || exit 1; i=$((i+1)); done", ":")
        return [
            Figure(
                name: "`plan`, 100 small targets, nothing changed, whole process",
                value: race.ours.median / Double(times) * 1000, unit: " ms", goal: .atMost(15),
                detail: "\(times) calls took \(race.ours)")
        ]
    }

    private static let smallDockerfile = """
        ARG BASE=scratch
        FROM $BASE AS build
        WORKDIR /src
        COPY src ./src
        RUN --mount=type=cache,target=/cache make -C src
        FROM scratch
        ENV MODE=production
        COPY --from=build /src/out /app
        COPY src/1.txt src/2.txt /etc/app/
        ENTRYPOINT ["/app"]

        """

    /// A context of 50,000 files that nobody touched, beside a program that looks at each of them once.
    private static func oneWide(_ workshop: Workshop) throws -> Figure {
        for folder in 0..<500 {
            for file in 0..<100 { try workshop.write("\(folder) \(file)\n", to: "wide/d\(folder)/f\(file).txt") }
        }
        try workshop.write("FROM scratch\nCOPY . /\n", to: "wide/Dockerfile")
        try workshop.write("target \"default\" { context = \"wide\" }\n", to: "wide.hcl")
        // Files that were written a moment ago are not trusted yet.
        Thread.sleep(forTimeInterval: 0.1)
        for _ in 0..<2 { try workshop.time("$HEARTH plan -f wide.hcl") }
        return try workshop.race("$HEARTH plan -f wide.hcl", "find wide -printf '%s'", rounds: 9)
            .figure("`plan`, a context of 50,000 files, nothing changed, beside a walk with `find`", atLeast: 1 / 1.5)
    }

    /// A large file that was never seen.
    private static func firstScan(_ workshop: Workshop) throws -> Figure {
        try workshop.write("FROM scratch\nCOPY . /\n", to: "large/Dockerfile")
        try workshop.write("target \"default\" { context = \"large\" }\n", to: "large.hcl")
        try workshop.time("head -c 1000000000 /dev/zero > large/file")
        let race = try workshop.race("$HEARTH plan -f large.hcl", "sha256sum large/file", rounds: 3) {
            try workshop.time("rm -rf \"$HEARTH_HOME\"; cat large/file")
        }
        return Figure(
            name: "first `plan` of a file of 1 GB, one core", value: 1 / race.ours.median, unit: " GB/s",
            goal: .atLeast(0.8), detail: "hearth \(race.ours), sha256sum \(race.theirs)")
    }

    /// `hearth affected` in a repository with 200 targets and 2,000 commits.
    @MainActor static let affected = Benchmark(name: "affected") { workshop in
        try workshop.write(history(targets: 200, commits: 2000), to: "history")
        try workshop.time(
            "git init -q -b main repo && cd repo && git fast-import --quiet < ../history && git reset -q --hard")
        try workshop.write("changed\n", to: "repo/services/17/src/3.txt")
        try workshop.time("cd repo && $HEARTH affected --since main~1000")
        let race = try workshop.race(
            "cd repo && $HEARTH affected --since main~1000", "cd repo && git diff --stat main~1000")
        return [
            Figure(
                name: "`affected` among 200 targets over 1,000 of 2,000 commits, whole process",
                value: race.ours.median * 1000, unit: " ms", goal: .atMost(300),
                detail: "hearth \(race.ours), `git diff --stat` \(race.theirs)")
        ]
    }

    /// A repository for `git fast-import`: all files in the first commit, then one changed by each.
    private static func history(targets: Int, commits: Int) -> String {
        var bake = "group \"default\" { targets = [for i in range(\(targets)) : \"app-${i}\"] }\n"
        var files: [(path: String, text: String)] = []
        for number in 0..<targets {
            bake += "target \"app-\(number)\" { context = \"services/\(number)\" }\n"
            files.append(("services/\(number)/Dockerfile", smallDockerfile))
            for file in 0..<8 { files.append(("services/\(number)/src/\(file).txt", "file \(file) of \(number)\n")) }
        }
        files.append(("docker-bake.hcl", bake))
        var stream = commit(0, files)
        for number in 1..<commits {
            stream += commit(number, [("services/\(number % 150)/src/\(number % 8).txt", "commit \(number)\n")])
        }
        return stream
    }

    private static func commit(_ number: Int, _ files: [(path: String, text: String)]) -> String {
        let changes = files.map { "M 100644 inline \($0.path)\ndata \($0.text.utf8.count)\n\($0.text)\n" }.joined()
        return
            "commit refs/heads/main\ncommitter a <a@example.com> \(1_700_000_000 + number) +0000\ndata 1\nc\n\(changes)\n"
    }
}
