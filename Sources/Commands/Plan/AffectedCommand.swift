internal import Arguments
internal import BakeLanguage
internal import Console
internal import Planning
internal import Values

extension Hearth {
    static let affected: Command<Action> = Command(
        "affected", summary: "List the targets that a change has an effect on",
        discussion: """
            Compares the key that each target has in the work tree with the one it had at a git revision, without a
            checkout: bake files, Dockerfiles and contexts of the revision are read from git's objects. What git ignores
            or cannot hold (empty directories, permissions but for "executable", what is outside of the repository), and images,
            are taken as they are now for both. With --format json the names are a list, as a job matrix takes it.
            """
    ) { declare in
        let options = TargetOptions(&declare)
        let since = declare.option(
            "--since", value: "REVISION", default: "HEAD", help: "The commit, branch or tag to compare with")
        let why = declare.flag("--why", help: "Say of each target what differs")
        declare.example("hearth affected --since origin/main '*'", "Lists the targets that this branch changes.")
        declare.example("hearth affected --since HEAD~1 --format json '*'", "Makes a matrix for CI jobs.")
        declare.example("hearth affected --since v1.2 app --why", "Says what app is made from that has changed since.")
        return { invocation, context in
            try uninterrupted {
                let command = PlanningCommand(options, invocation, context)
                let affected = try command.affected(since: invocation[since], namingFiles: invocation[why])
                let listing = AffectedListing(affected, context)
                if invocation[why] { try listing.writeReasons() } else { try listing.write() }
            }
        }
    }
}

extension PlanningCommand {
    fileprivate func affected(since revision: String, namingFiles names: Bool) throws -> AffectedTargets {
        let selection = try selection()
        return try context.withWorkTree(machine) { world in
            let now = try Planner(world).plan(selection.inputs)
            let then = try RevisionWorld(revision, beside: world)
            let past = try PastPlans(choice, selection.asked, in: then)
            // It takes a while to find the names, which nobody may want.
            let changed: ChangedFiles = names ? { then.changedFiles(from: $0, to: $1) } : { _, _ in [] }
            return try AffectedTargets(of: selection.asked, now: now, changed: changed) { try past.target($0) }
        }
    }
}

/// What the targets of a command line were at a revision.
private struct PastPlans {
    private let choice: TargetChoice
    private let world: any PlanningWorld
    /// Nil where there were no bake files, or none that could be read.
    private let definitions: Definitions?
    private let hadFiles: Bool
    /// All that was asked for, where nothing was wrong with any of it.
    private let whole: Plan?

    init(_ choice: TargetChoice, _ names: [String], in world: any PlanningWorld) throws {
        self.choice = choice
        self.world = world
        do {
            definitions = try choice.definitions(in: world.surroundings)
            hadFiles = true
        } catch LookupFault.none, LookupFault.allEmpty {
            (definitions, hadFiles) = (nil, false)
        } catch is Diagnostics, is LookupFault {
            (definitions, hadFiles) = (nil, true)
        }
        guard let definitions, names.allSatisfy({ definitions.target(named: $0) != nil }) else {
            whole = nil
            return
        }
        whole = try Self.plan(of: names, choice, definitions, world)
    }

    func target(_ name: String) throws -> PastTarget {
        if let whole { return .planned(whole) }
        guard let definitions else { return hadFiles ? .faulty : .absent }
        guard definitions.target(named: name) != nil else { return .absent }
        return try Self.plan(of: [name], choice, definitions, world).map(PastTarget.planned) ?? .faulty
    }

    /// Nil where something was wrong with what was written.
    private static func plan(
        of names: [String], _ choice: TargetChoice, _ definitions: Definitions, _ world: any PlanningWorld
    ) throws -> Plan? {
        do {
            let selection = try choice.selection(of: names, from: definitions, for: .planning, in: world.surroundings)
            return try Planner(world).plan(selection.inputs)
        } catch is Diagnostics {
            return nil
        }
    }
}
