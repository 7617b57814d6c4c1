internal import Arguments
internal import Console
internal import ContentStore
internal import Events
internal import Host
internal import OCI
internal import Outputs
internal import Transfers
internal import Values

extension Hearth {
    static let pull: Command<Action> = Command(
        "pull", summary: "Get images from their registries into the store",
        discussion: """
            Gets whole images, several at once, and keeps them under their names: builds begin with them without asking anybody, and
            `hearth images` lists them. Nobody need pull before a build, which gets what it lacks, and no more than that.

            One that cannot be had keeps no other from coming. Each failure is told; the exit code is 1 then.
            """
    ) { declare in
        let pull = PullCommand(&declare)
        declare.example("hearth pull alpine:3.20", "Gets an image for this machine's platform.")
        declare.example(
            "hearth pull --platform linux/amd64,linux/arm64 alpine debian:13", "Gets two images for two platforms.")
        return { invocation, context in try pull.run(invocation, context) }
    }
}

/// The options of `pull`, and what it does.
private struct PullCommand {
    private let images: Argument<[String]>
    private let platforms: Option<[String]>
    private let all: Option<Bool>
    private let progress: Option<ProgressMode>

    init(_ declare: inout Declaration) {
        images = declare.repeatedArguments("IMAGE", atLeast: 1, help: "An image: registry, repository, tag or digest")
        platforms = declare.repeatedOption(
            "--platform", value: "PLATFORM", help: "What it is to run on: linux/arm64; default is this machine")
        all = declare.flag("--all-platforms", help: "Get the images for all platforms that there are")
        progress = declare.option(
            "--progress", value: "HOW", default: .auto, environment: "BUILDKIT_PROGRESS",
            help: "How progress is shown", kind: .words(ProgressMode.allCases.map(\.rawValue)),
            parse: { $0.isEmpty ? .auto : ProgressMode(rawValue: $0) })
    }

    func run(_ invocation: Invocation, _ context: Context) throws {
        let references = try references(invocation)
        let wanted = try wanted(invocation)
        let results = try context.withStore { store in
            let view = invocation[progress].view(on: .standardError(), environment: Environment.value(of:))
            defer { view.close() }
            return pulled(references, wanted, store, view, context)
        }
        try Interruption.check()
        let images = results.compactMap { try? $0.get() }
        if context.wantsJSON { try context.output.json(.array(images.map(\.json))) }
        if !context.wantsJSON {
            for image in images {
                try context.output.line("\(image.reference.familiar.spellingOutControls()) \(image.digest)")
            }
        }
        for (reference, result) in zip(references, results) {
            if case .failure(let error) = result { show(error, of: reference, context) }
        }
        if images.count < results.count { throw Unsuccessful() }
    }

    /// Each once.
    private func references(_ invocation: Invocation) throws -> [ImageReference] {
        var seen: Set<ImageReference> = []
        return try invocation[images].map { text in
            do throws(ReferenceFault) { return try ImageReference(text) } catch {
                throw UserError("'\(text)' names no image: \(error)", hint: error.hint)
            }
        }.filter { seen.insert($0).inserted }
    }

    private func wanted(_ invocation: Invocation) throws -> PulledPlatforms {
        if invocation[all] {
            if invocation[platforms].isEmpty { return .all }
            throw UserError("--platform and --all-platforms cannot go together")
        }
        let here = Machine().platform
        let given = try concerning("--platform") {
            try invocation[platforms].flatMap { try Platform.list($0, here: here) }
        }
        return .some(given.isEmpty ? [here] : given)
    }

    /// Several at once: most of the time goes by with waiting.
    private func pulled(
        _ references: [ImageReference], _ wanted: PulledPlatforms, _ store: Store, _ view: any BuildListener,
        _ context: Context
    ) -> [Result<PulledImage, any Error>] {
        let program = context.transferProgram(for: store)
        let pulling = ImagePulling(store) { ImageFetcher(store, program, asksAgain: true, hear: $0) }
        let open = Monitor((next: 0, results: [Int: Result<PulledImage, any Error>]()))
        work(on: references.count) {
            while let place = open.change({ state -> Int? in
                guard state.next < references.count, !Interruption.isRequested else { return nil }
                state.next += 1
                return state.next - 1
            }) {
                let result = Result { try pulling.pull(references[place], for: wanted, listener: view) }
                open.change { $0.results[place] = result }
            }
        }
        let results = open.look { $0.results }
        return references.indices.compactMap { results[$0] }
    }

    /// All threads have ended when it returns.
    private func work(on count: Int, _ body: @escaping @Sendable () -> Void) {
        let others = (1..<max(1, min(Self.width, count))).compactMap { _ in try? Worker(body) }
        withExtendedLifetime(others) { body() }
    }

    private static let width = 4

    private func show(_ error: any Error, of reference: ImageReference, _ context: Context) {
        if let fault = error as? TransferFault { return context.messages.show(fault, doing: "pull") }
        context.messages.error("pull of \(reference.familiar): \(error)", hint: Hearth.hint(for: error))
    }
}

extension PulledImage {
    fileprivate var json: JSON {
        [
            "name": .string(reference.description), "digest": .string(digest.description),
            "platforms": .array(platforms.map { .string($0.description) }),
        ]
    }
}
