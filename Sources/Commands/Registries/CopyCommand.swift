internal import Arguments
internal import Console
internal import ContentStore
internal import Host
internal import OCI
internal import Registry
internal import Transfers
internal import Values

extension Hearth {
    static let copy: Command<Action> = Command(
        "copy", summary: "Copy images from registry to registry, or within one",
        discussion: """
            Copies an image as it is, byte by byte: the whole index with all of its platforms, and what refers to it (signatures, bills
            of materials). Within a registry nothing is sent: repositories mount each other's blobs. Between two, blobs go through this
            machine and leave nothing behind. What the store has comes from there.

            With --all-tags SOURCE and DESTINATION are repositories. With --set they are patterns, in which {name} stands for each of
            the targets of a bake file: those of its default group, or those that are named.

            Tags move when all images are there, all of them or none. Each failure is told with its image, process, reason and log;
            the exit code is 1 then.
            """
    ) { declare in
        let copy = CopyCommand(&declare)
        declare.example("hearth copy localhost:5000/app:sha-abc registry.example/app:1", "Copies an image.")
        declare.example(
            "hearth copy ci.example/app:sha-abc prod.example/app:1 prod.example/app:latest",
            "Gives the copy two tags, both or none.")
        declare.example("hearth copy --all-tags old.example/app new.example/app", "Moves house with a repository.")
        declare.example(
            "hearth copy --set bake.json 'ci.example/{name}:abc' 'ci.example/{name}:1'",
            "Promotes all images of a bake file, all or none.")
        return { invocation, context in try copy.run(invocation, context) }
    }
}

/// The options of `copy`, and what it does.
private struct CopyCommand {
    private let source: Argument<String>
    private let destination: Argument<String>
    private let more: Argument<[String]>
    private let allTags: Option<Bool>
    private let set: Option<[String]>
    private let variables: Option<[Assignment]>
    private let platform: Option<Platform?>
    private let noReferrers: Option<Bool>
    private let pushing: PushOptions
    private let progress: Option<ProgressMode>

    init(_ declare: inout Declaration) {
        source = declare.argument("SOURCE", help: "An image of a registry: registry, repository, tag or digest")
        destination = declare.argument("DESTINATION", help: "What it is to be called")
        more = declare.repeatedArguments("MORE", help: "More names for it; with --set, targets")
        allTags = declare.flag("--all-tags", help: "Copy all tags of a repository to another")
        set = declare.repeatedOption(
            "--set", value: "FILE", help: "Copy an image for each target of this bake file; {name} stands for it",
            kind: .file)
        variables = declare.repeatedOption(
            "--var", value: "NAME=VALUE", help: "Give a variable of the bake file a value",
            parse: written(as: "NAME=VALUE") { Assignment($0) })
        platform = declare.option(
            "--platform", value: "PLATFORM", help: "Copy the image for this platform alone: linux/arm64",
            parse: { text in
                do throws(PlatformFault) { return try Platform(text, here: Machine().platform) } catch {
                    throw UserError(error.description, hint: error.hint)
                }
            })
        noReferrers = declare.flag("--no-referrers", help: "Leave behind what refers to the image, such as signatures")
        pushing = PushOptions(&declare)
        progress = declare.progressOption()
    }

    func run(_ invocation: Invocation, _ context: Context) throws {
        try pushing.check(invocation)
        let run = CopyRun(context, view: invocation[progress], doing: "copy")
        try context.withStore { store in
            let orders = try orders(invocation, context, store).map { order in
                var order = order
                order.platform = invocation[platform]
                order.takesReferrers = !invocation[noReferrers]
                return order
            }
            try run.run(orders, in: pushing.set(invocation, context, store, of: orders.count))
        }
    }

    private func orders(_ invocation: Invocation, _ context: Context, _ store: Store) throws -> [CopyOrder] {
        let (from, to, more) = (invocation[source], invocation[destination], invocation[more])
        if !invocation[set].isEmpty {
            if invocation[allTags] { throw UserError("--set and --all-tags cannot go together") }
            let choice = TargetChoice(more, of: invocation[set], invocation[variables], Machine())
            return try CopySet(from, to).orders(for: choice, context)
        }
        if !invocation[variables].isEmpty { throw UserError("--var is for the bake file of --set") }
        if invocation[allTags] {
            if let surplus = more.first {
                throw UserError("--all-tags is for two repositories, and here is '\(surplus)'")
            }
            return try repositories(from, to, invocation, context.transferProgram(for: store), context)
        }
        return CopyOrder.orders(
            try ImageReference(naming: from), names: try ([to] + more).map(ImageReference.init(tagging:)))
    }

    /// All tags of a repository, dealt out to as many processes as there may be.
    private func repositories(
        _ from: String, _ to: String, _ invocation: Invocation, _ program: TransferProgram, _ context: Context
    ) throws -> [CopyOrder] {
        let (from, to) = (try ImageReference(repository: from), try ImageReference(repository: to))
        let tags = try context.asking(from, "copy") { try RemoteRepository(from, program).tags(notice: $0) }
        // What stands under such a tag goes with the image that it is about.
        let images = tags.filter { !$0.isFallbackTag }
        if images.isEmpty { throw UserError("\(from.familiar) has no tags") }
        var orders = Array(
            repeating: CopyOrder(from: from, to: to),
            count: min(images.count, invocation[pushing.jobs] ?? PushSet.usualJobs))
        for (place, tag) in images.enumerated() {
            orders[place % orders.count].items.append(CopyOrder.Item(.tag(tag), as: [tag]))
        }
        return orders
    }
}

extension String {
    /// Whether it is a tag under which referrers are listed where a registry does not do so: `sha256-…`.
    fileprivate var isFallbackTag: Bool {
        guard let dash = utf8.firstIndex(of: UInt8(ascii: "-")) else { return false }
        return Digest("\(self[..<dash]):\(self[utf8.index(after: dash)...])") != nil
    }
}
