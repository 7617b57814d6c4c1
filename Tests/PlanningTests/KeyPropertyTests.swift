import DockerfileLanguage
import Foundation
import Host
import Planning
import TestSupport
import Testing
import Values

/// What must be true of keys whatever is built, tried on all recorded projects.
@Suite struct KeyPropertyTests {
    @Test func `changing any ingredient changes the key, and no two recipes share one`() throws {
        var recipes: [Digest: Recipe] = [:]
        var count = 0
        try forEachProject { _, bench in
            let plan = try bench.plan()
            for recipe in plan.steps.map(\.recipe) + plan.targets.map(\.recipe) + plan.bases.map(\.recipe) {
                if let other = recipes[recipe.key] { #expect(other == recipe) }
                recipes[recipe.key] = recipe
                for changed in Self.changes(of: recipe) where changed.ingredients != recipe.ingredients {
                    #expect(changed.key != recipe.key, "\(changed.ingredients) and \(recipe.ingredients)")
                    count += 1
                }
            }
        }
        #expect(count > 10_000)
    }

    /// Each ingredient changed, renamed, left out, doubled, and with its name and value divided elsewhere.
    private static func changes(of recipe: Recipe) -> [Recipe] {
        recipe.ingredients.indices.flatMap { place -> [Recipe] in
            let part = recipe.ingredients[place]
            let changes: [[Ingredient]] = [
                [Ingredient(part.name, part.value + "x")], [Ingredient(part.name + "x", part.value)], [], [part, part],
                [Ingredient(part.name + part.value, "")], [Ingredient("", part.name + part.value)],
            ]
            return changes.map { change in
                var ingredients = recipe.ingredients
                ingredients.replaceSubrange(place...place, with: change)
                return Recipe(recipe.domain, ingredients)
            }
        }
    }

    @Test func `a changed file changes the steps that read it and those that build on them, and no others`() throws {
        var (changed, unchanged) = (0, 0)
        try forEachProject { project, bench in
            let before = try bench.plan()
            for name in try Self.files(in: bench) {
                guard let restore = try Self.change(name, in: bench) else { continue }
                defer { restore() }
                // A file that is no longer what the instruction needs is a fault, and not a question of keys.
                guard let after = try? bench.plan(), after.steps.count == before.steps.count else { continue }
                var moved: Set<Digest> = []
                for (old, new) in zip(before.steps, after.steps) {
                    let buildsOnMoved = ([old.below] + old.reads).contains { moved.contains($0) }
                    let isMoved = old.state != new.state
                    if isMoved { moved.insert(old.state) }
                    if let reads = Self.reads(name, old, in: bench) {
                        #expect(isMoved == (reads || buildsOnMoved), "\(project): \(name) and \(old.title)")
                        if isMoved { changed += 1 } else { unchanged += 1 }
                    }
                }
                let image = (before.targets[0].images[0].state, after.targets[0].images[0].state)
                #expect(moved.contains(image.0) == (image.0 != image.1))
                #expect(
                    (before.targets[0].key != after.targets[0].key) == moved.contains(image.0), "\(project): \(name)")
            }
        }
        #expect(changed > 100 && unchanged > 100, "\(changed) and \(unchanged)")
    }

    /// Whether a step reads a file of the context; nil where that takes more than a look at the step.
    private static func reads(_ name: String, _ step: PlannedStep, in bench: Workbench) -> Bool? {
        switch step.operation {
        case .workdir: return false
        case .run(let run):
            return run.mounts.contains { $0.origin != nil } ? nil : false
        case .copy(let copy):
            if case .stage = copy.origin { return false }
            guard case .mainContext = copy.origin, copy.excludes.isEmpty, !copy.keepsParents else { return nil }
            var reads = false
            for case .path(let path) in copy.sources {
                // A directory may be thinned out, and a link may lead anywhere.
                guard path.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." }), path != ".",
                    isFile(bench.path(path))
                else { return nil }
                reads = reads || name == path
            }
            return reads
        }
    }

    @Test func `times and comments do not count`() throws {
        var count = 0
        try forEachProject { project, bench in
            let before = try bench.plan()
            for name in try Self.files(in: bench) {
                try? FileManager.default.setAttributes(
                    [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)], ofItemAtPath: bench.path(name))
            }
            let after = try bench.plan()
            #expect(after.steps.map(\.key) == before.steps.map(\.key), "\(project)")
            #expect(after.targets[0].key == before.targets[0].key, "\(project)")
            count += 1
        }
        #expect(count > 200)
    }

    private func forEachProject(_ body: (String, Workbench) throws -> Void) throws {
        for project in try Corpus.projects() {
            guard let bench = try Corpus.workbench(of: project) else { continue }
            // Other images than these are told from each other by their names.
            guard (try? bench.plan()) != nil else { continue }
            try body(project.folder.lastPathComponent, bench)
        }
    }

    private static func isFile(_ path: String) -> Bool {
        (try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType) == .typeRegular
    }

    private static func files(in bench: Workbench) throws -> [String] {
        let root = bench.directory.path.description
        return (FileManager.default.subpaths(atPath: root) ?? []).sorted().filter { name in
            isFile(bench.path(name)) && name != "Dockerfile" && !name.hasSuffix(".dockerignore")
        }
    }

    /// Changes the content of a file, and gives what brings it back; nil where that cannot be done.
    private static func change(_ name: String, in bench: Workbench) throws -> (() -> Void)? {
        let url = URL(fileURLWithPath: bench.path(name))
        let links = try FileManager.default.attributesOfItem(atPath: url.path)[.referenceCount] as? Int
        guard let data = try? Data(contentsOf: url), data.count < 1 << 20, links == 1 else { return nil }
        let handle = try FileHandle(forWritingTo: url)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("x".utf8))
        try handle.close()
        return {
            guard let handle = try? FileHandle(forWritingTo: url) else { return }
            try? handle.truncate(atOffset: UInt64(data.count))
            try? handle.close()
        }
    }
}
