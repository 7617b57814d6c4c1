package import Values

/// What there was of a target at another time.
package enum PastTarget: Sendable {
    /// It was not there.
    case absent
    /// It was there, and could not have been built.
    case faulty
    /// It is part of a plan.
    case planned(Plan)
}

package typealias ChangedFiles = (_ then: [SelectedFiles], _ now: [SelectedFiles]) -> [String]

/// The targets whose keys differ from those they had.
package struct AffectedTargets: Sendable {
    package let all: [AffectedTarget]

    /// Compares what some targets of `now` are made from with what they were made from.
    /// `changed` names the files that are not what they were, of those that something read then and reads now.
    package init(
        of names: [String], now: Plan, changed: @escaping ChangedFiles = { _, _ in [] },
        then: (_ name: String) throws -> PastTarget
    ) rethrows {
        let targets = Dictionary(now.targets.map { ($0.name, $0) }) { first, _ in first }
        all = try names.compactMap { name in
            try targets[name].flatMap { AffectedTarget($0, of: now, since: try then(name), changed) }
        }
    }
}

/// A target that has another key than it had, and what that comes from.
package struct AffectedTarget: Sendable {
    package enum Change: Sendable {
        case added
        case wasFaulty
        case changed([Difference])
    }

    package let name: String
    package let change: Change

    /// Nil where the key is the same.
    init?(_ target: PlannedTarget, of now: Plan, since past: PastTarget, _ changed: @escaping ChangedFiles) {
        name = target.name
        switch past {
        case .absent: change = .added
        case .faulty: change = .wasFaulty
        case .planned(let then):
            guard let old = then.targets.first(where: { $0.name == target.name }) else {
                change = .added
                return
            }
            if old.key == target.key { return nil }
            change = .changed(Differences(from: (old, then), to: (target, now), changed).found)
        }
    }
}

/// Something that two keys were not made from alike.
package struct Difference: Equatable, Sendable {
    /// What it is part of: a step, a base image, the target itself.
    package let subject: String
    package let range: SourceRange?
    /// The ingredients that differ, by their names; what there was and what there is. None for a subject that came or went.
    package let changes: [Change]
    package let kind: Kind

    package enum Kind: String, Equatable, Sendable {
        case changed
        case added
        case removed
    }

    package struct Change: Equatable, Sendable {
        package let name: String
        package let old: [String]
        package let new: [String]
        /// Files that changed, where these are known: paths from the top of the repository.
        package var files: [String] = []
    }
}
