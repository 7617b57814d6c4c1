internal import Console
internal import Planning
internal import Values

/// A plan for people: target by target, stage by stage.
struct PlanListing {
    private let plan: Plan
    /// The states of steps whose results are there.
    private let done: Set<Digest>
    private let context: Context
    private let isWhole: Bool
    /// Asked for once: the terminal and the environment do not change while a plan is listed.
    private let palette: Palette

    init(_ plan: Plan, done: Set<Digest>, _ context: Context, isWhole: Bool) {
        self.plan = plan
        self.done = done
        self.context = context
        self.isWhole = isWhole
        palette = context.palette
    }

    func write() throws {
        var listed: [Digest: String] = [:]
        for target in plan.targets {
            try write(target, &listed)
            try context.output.line()
        }
        try context.output.line(summary)
    }

    private func write(_ target: PlannedTarget, _ listed: inout [Digest: String]) throws {
        let promise = target.isPromise ? "  (a promise of its key-files)" : ""
        try context.output.line("\(palette.heading(shown(target.name)))  \(key(target.key))\(promise)")
        for image in target.images {
            let stages = plan.stages(of: image)
            let platform = target.images.count > 1 ? "\(image.platform)" : nil
            if stages.isEmpty { try stage(platform, from: image.state, of: target) }
            for stage in stages { try write(stage, platform, of: target, &listed) }
        }
    }

    private func write(
        _ stage: PlannedStage, _ platform: String?, of target: PlannedTarget, _ listed: inout [Digest: String]
    ) throws {
        let name = [platform, stage.name].compactMap(\.self).joined(separator: " ")
        if let end = stage.steps.last, let other = listed[end.state] {
            let beginning = name.isEmpty ? "" : "\(shown(name)), "
            return try context.output.line(
                "  \(beginning)as for \(shown(other)): \(Quantity(stage.steps.count, "step"))")
        }
        try self.stage(name, from: stage.base, of: target)
        for step in stage.steps {
            try write(step, of: target)
            if listed[step.state] == nil { listed[step.state] = target.name }
        }
    }

    private func stage(_ name: String?, from base: Digest, of target: PlannedTarget) throws {
        let beginning = name.flatMap { $0.isEmpty ? nil : "\(shown($0)) " } ?? ""
        try context.output.line("  \(beginning)FROM \(shown(words(for: base, of: target)))")
    }

    private func words(for base: Digest, of target: PlannedTarget) -> String {
        let bases = plan.bases(in: base)
        if let first = bases.first {
            let names = bases.map(\.name).joined(separator: ", ")
            return first.isKnown ? names : "\(names) (not in the store)"
        }
        if let stage = plan.step(leadingTo: base), stage.targets.contains(target.name), let name = stage.stage {
            return name
        }
        let other = plan.targets.first { $0.images.contains { $0.state == base } }
        return other.map { "target:\($0.name)" } ?? base.short
    }

    private func write(_ step: PlannedStep, of target: PlannedTarget) throws {
        var remarks: [String] = []
        if step.isShared { remarks.append("shared with \(others(of: step, than: target))") }
        if step.isForced { remarks.append("to be done in any case") }
        if done.contains(step.state) { remarks.append("done") }
        let remark = remarks.isEmpty ? "" : "  " + palette.hint("(\(shown(remarks.joined(separator: "; "))))")
        try context.output.line("    \(key(step.key))  \(title(step))\(remark)")
    }

    /// Looks at no more names than it shows: a step that all targets share is listed for each of them.
    private func others(of step: PlannedStep, than target: PlannedTarget) -> String {
        let few = Array(step.targets.lazy.filter { $0 != target.name }.prefix(3)).joined(separator: ", ")
        let more = step.targets.count - 4
        return more > 0 ? "\(few) and \(more) more" : few
    }

    private func title(_ step: PlannedStep) -> String {
        let title = isWhole ? step.title : step.shortTitle
        // Characters are counted only where there may be too many.
        let isCut = !isWhole && title.utf8.count > Self.longestTitle && title.count > Self.longestTitle
        return shown(isCut ? title.prefix(Self.longestTitle - 1) + "…" : title)
    }

    private func key(_ digest: Digest) -> String {
        palette.name(isWhole ? digest.description : digest.short)
    }

    private func shown(_ text: String) -> String { text.spellingOutControls() }

    private var summary: String {
        let shared = plan.steps.count { $0.isShared }
        let all = "\(Quantity(plan.targets.count, "target")), \(Quantity(plan.steps.count, "step"))"
        let doneCount = plan.steps.count { done.contains($0.state) }
        let parts = [(shared, "shared by several targets"), (doneCount, "done before")].filter { $0.0 > 0 }
        return parts.isEmpty ? all : all + ", of which " + parts.map { "\($0) \($1)" }.joined(separator: " and ")
    }

    private static let longestTitle = 80
}
