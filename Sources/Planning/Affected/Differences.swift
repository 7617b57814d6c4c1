internal import Values

/// Finds why two keys of one target differ: not all that differs, but where it begins.
struct Differences {
    private(set) var found: [Difference] = []
    private let old: Plan
    private let new: Plan

    private let changed: ChangedFiles

    init(
        from old: (target: PlannedTarget, plan: Plan), to new: (target: PlannedTarget, plan: Plan),
        _ changed: @escaping ChangedFiles
    ) {
        self.changed = changed
        self.old = old.plan
        self.new = new.plan
        if old.target.isPromise || new.target.isPromise {
            compare(old.target.recipe, new.target.recipe, as: new.target.name, at: new.target.range, leavingOut: [])
            return
        }
        let images = zip(old.target.images, new.target.images)
        for (old, new) in images where old.state != new.state { compare(old, new) }
        compare(
            old.target.recipe, new.target.recipe, as: "image of \(new.target.name)", at: new.target.range,
            leavingOut: ["files"])
    }

    /// Pairs the steps of stages of one name. What is built upon and what is read has its own difference, if any.
    private mutating func compare(_ old: PlannedImage, _ new: PlannedImage) {
        let oldStages = self.old.stages(of: old)
        var rest = Dictionary(oldStages.map { ($0.name ?? "", $0) }) { first, _ in first }
        for stage in self.new.stages(of: new) {
            compare(rest.removeValue(forKey: stage.name ?? ""), stage)
        }
        for stage in oldStages where rest[stage.name ?? ""] != nil {
            for step in stage.steps { add(step, .removed) }
        }
        compareBases(old.state, new.state)
    }

    private mutating func compare(_ old: PlannedStage?, _ new: PlannedStage) {
        guard let old else {
            for step in new.steps { add(step, .added) }
            return
        }
        compareBases(old.base, new.base)
        let pairs = Self.pairs(old.steps.map(\.shortTitle), new.steps.map(\.shortTitle))
        let (kept, found) = (Set(pairs.map(\.old)), Set(pairs.map(\.new)))
        for place in old.steps.indices where !kept.contains(place) { add(old.steps[place], .removed) }
        for place in new.steps.indices where !found.contains(place) { add(new.steps[place], .added) }
        for (before, after) in pairs where old.steps[before].key != new.steps[after].key {
            compare(
                old.steps[before].recipe, new.steps[after].recipe, as: new.steps[after].shortTitle,
                at: new.steps[after].range, leavingOut: ["below"])
        }
    }

    /// Which step is which, in order: the first of the same title behind the last pair. Takes one pass.
    private static func pairs(_ old: [String], _ new: [String]) -> [(old: Int, new: Int)] {
        var places = Dictionary(grouping: old.indices.reversed()) { old[$0] }
        var pairs: [(old: Int, new: Int)] = []
        for (place, title) in new.enumerated() {
            while let candidate = places[title]?.popLast() {
                guard candidate > pairs.last?.old ?? -1 else { continue }
                pairs.append((candidate, place))
                break
            }
        }
        return pairs
    }

    private mutating func compareBases(_ old: Digest, _ new: Digest) {
        guard old != new, let before = self.old.bases(in: old).first, let after = self.new.bases(in: new).first
        else { return }
        if before.name == after.name {
            compare(before.recipe, after.recipe, as: "FROM \(after.name)", at: nil, leavingOut: [])
        } else {
            let change = Difference.Change(name: "image", old: [before.name], new: [after.name])
            add(Difference(subject: "FROM \(after.name)", range: nil, changes: [change], kind: .changed))
        }
    }

    private mutating func compare(
        _ old: Recipe, _ new: Recipe, as subject: String, at range: SourceRange?, leavingOut names: Set<String>
    ) {
        func values(_ recipe: Recipe) -> [String: [String]] {
            Dictionary(
                grouping: recipe.ingredients.filter { !names.contains($0.name) && !isState($0.value) }, by: \.name
            )
            .mapValues { $0.map(\.value) }
        }
        let (before, after) = (values(old), values(new))
        let keys = (old.key, new.key)
        let changes = Set(before.keys).union(after.keys).sorted().compactMap { name -> Difference.Change? in
            let (old, new) = (before[name] ?? [], after[name] ?? [])
            if old == new { return nil }
            var change = Difference.Change(
                name: name, old: old.filter { !new.contains($0) }, new: new.filter { !old.contains($0) })
            change.files = changedFiles(in: change, keys)
            return change
        }
        if changes.isEmpty { return }
        add(Difference(subject: subject, range: range, changes: changes, kind: .changed))
    }

    private func changedFiles(in change: Difference.Change, _ keys: (old: Digest, new: Digest)) -> [String] {
        switch change.name {
        case "files":
            guard let old = old.files[keys.old], let new = new.files[keys.new] else { return [] }
            return changed(old, new)
        // Key files have their names beside their digests.
        case "file":
            let names = (change.old + change.new).compactMap { value in
                value.lastIndex(of: " ").map { String(value[..<$0]) }
            }
            return Set(names).sorted()
        default: return []
        }
    }

    /// Whether a value is the state of something else in either plan, which has a difference of its own.
    private func isState(_ value: String) -> Bool {
        guard let digest = Digest(value) else { return false }
        return [old, new].contains { $0.step(leadingTo: digest) != nil || !$0.bases(in: digest).isEmpty }
    }

    private mutating func add(_ step: PlannedStep, _ kind: Difference.Kind) {
        // What is gone stood in a file that is no longer what it was.
        let range = kind == .removed ? nil : step.range
        add(Difference(subject: step.shortTitle, range: range, changes: [], kind: kind))
    }

    private mutating func add(_ difference: Difference) {
        if !found.contains(difference) { found.append(difference) }
    }
}
