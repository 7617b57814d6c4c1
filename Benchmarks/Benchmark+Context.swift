import Contexts
import Dispatch
import DockerfileLanguage
import Foundation
import Host

extension Benchmark {
    /// Contexts that were scanned before, large and small, beside `find`, which has to look at each file as well; and one
    /// that is new.
    @MainActor static let context = Benchmark(name: "context") { workshop in
        let files = 50_000
        try workshop.time("mkdir tree home home/contexts")
        try ContextTree.fill(workshop.path("tree"), files: files)
        let tree = Path(workshop.path("tree"))
        let cache = Path(workshop.path("home/contexts"))
        // The files must be older than the clock's grain.
        try workshop.time("sleep 0.1")
        _ = try select(tree, cache)
        return [
            try warm(tree, cache, [], workshop, atLeast: 1, "50,000 files unchanged"),
            try warm(
                tree, cache, ["**/*.log", "**/node_modules", "*.md", ".git", "**/.cache/**", "!keep.log"], workshop,
                atLeast: 1, "50,000 files unchanged, 6 patterns"),
            try large(workshop), try small(workshop),
        ]
    }

    private static func select(_ root: Path, _ cache: Path?, _ patterns: [String] = []) throws -> ScanFigures {
        let context = DirectoryContext(root: root, cache: cache)
        _ = try context.select(Selector(sources: ["."], ignore: try PathFilter(patterns)))
        context.save()
        return context.figures
    }

    private static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = DispatchTime.now().uptimeNanoseconds
        try body()
        return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    }

    private static func warm(
        _ tree: Path, _ cache: Path, _ patterns: [String], _ workshop: Workshop, atLeast goal: Double, _ name: String
    ) throws -> Figure {
        _ = try select(tree, cache, patterns)
        var times: (ours: [Double], theirs: [Double]) = ([], [])
        for _ in 0..<11 {
            times.ours.append(try seconds { _ = try select(tree, cache, patterns) })
            // Several at once, since the end of a program is noticed late.
            times.theirs.append(try workshop.time("for i in 1 2 3 4 5 6 7 8; do find tree -size -1; done") / 8)
        }
        return Race(times.ours, times.theirs).figure("\(name), rate of `find -size`", atLeast: goal)
    }

    private static func large(_ workshop: Workshop) throws -> Figure {
        try workshop.time("mkdir big; for i in 1 2 3 4; do head -c 268435456 /dev/zero > big/$i; done")
        let root = Path(workshop.path("big"))
        let time = Times(try (0..<5).map { _ in try seconds { _ = try select(root, nil) } })
        let cores = min(4, ProcessInfo.processInfo.activeProcessorCount)
        return Figure(
            name: "first scan of large files, per processor",
            value: Double(1 << 30) / 1e9 / time.median / Double(cores),
            unit: " GB/s", goal: .atLeast(0.8), detail: "4 files of 256 MiB: \(time)")
    }

    private static func small(_ workshop: Workshop) throws -> Figure {
        let roots = try (0..<100).map { number in
            let path = workshop.path("small\(number)")
            try ContextTree.fill(path, files: 10)
            return Path(path)
        }
        let cache = Path(workshop.path("home/contexts"))
        try workshop.time("sleep 0.1")
        for root in roots { _ = try select(root, cache) }
        let times = Times(
            try (0..<11).map { _ in try seconds { for root in roots { _ = try select(root, cache) } } })
        return Figure(
            name: "100 contexts of 10 files each, unchanged", value: times.median * 1e3, unit: " ms", goal: .atMost(3),
            detail: "\(times)")
    }
}

/// A tree of small files like that of a large project: a hundred to a directory, at two levels.
enum ContextTree {
    static func fill(_ path: String, files: Int) throws {
        let manager = FileManager.default
        for start in stride(from: 0, to: files, by: 100) {
            let folder = files <= 100 ? path : "\(path)/part\(start / 5000)/folder\(start / 100)"
            try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for number in start..<min(start + 100, files) {
                _ = manager.createFile(
                    atPath: "\(folder)/source-\(number).swift", contents: Data("file \(number)".utf8))
            }
        }
    }
}
