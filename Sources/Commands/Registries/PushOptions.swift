internal import Arguments
internal import ContentStore
internal import Host
internal import Transfers

/// How images are pushed: what `push`, `build` and `bake` take alike.
struct PushOptions {
    let jobs: Option<Int?>
    private let together: Option<Bool>
    private let apart: Option<Bool>

    init(_ declare: inout Declaration) {
        jobs = declare.option(
            "--push-jobs", value: "NUMBER", environment: "HEARTH_PUSH_JOBS",
            help: "How many images are sent at once; default is \(PushSet.usualJobs)",
            parse: written(as: "a number from 1 on") { Int($0).flatMap { $0 > 0 ? $0 : nil } })
        together = declare.flag(
            "--tags-together", help: "Move no tag before all images are there, and all or none; the default")
        apart = declare.flag("--no-tags-together", help: "Move each image's tags as soon as that is there")
    }

    /// `count` images, where that is known: one alone need not wait for others.
    func set(_ invocation: Invocation, _ context: Context, _ store: Store, of count: Int? = nil) -> PushSet {
        PushSet(
            context.transferProgram(for: store), jobs: invocation[jobs],
            isTogether: (invocation[together] || !invocation[apart]) && count != 1)
    }

    func check(_ invocation: Invocation) throws {
        if invocation[together], invocation[apart] {
            throw UserError("--tags-together and --no-tags-together cannot go together")
        }
    }
}

extension Context {
    /// What moves images for this command.
    func transferProgram(for store: Store) -> TransferProgram {
        TransferProgram(store, limit: invocation[globals.limit] == .usual ? nil : invocation[globals.limit].exact)
    }
}
