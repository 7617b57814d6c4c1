internal import Arguments
internal import Console
internal import ContentStore
internal import Events
internal import Host
internal import Layers
internal import OCI
internal import Outputs
internal import Transfers
internal import Values

extension Hearth {
    static let push: Command<Action> = Command(
        "push", summary: "Push images of the store to their registries",
        discussion: """
            Each image is sent by a process of its own, all of them at once; `hearth ps` shows them. What a repository has is not sent,
            what another of the registry has is mounted, and an upload that was cut off is gone on with. Tags move when all images are
            there, all or none of them.

            One that fails keeps no other from being sent. Each failure is told with its image, process, reason and log; the exit
            code is 1.
            """
    ) { declare in
        let push = PushCommand(&declare)
        declare.example("hearth push localhost:5000/app:1", "Pushes an image under its name.")
        declare.example("hearth push app --as registry.example/app:1", "Pushes an image under another name.")
        declare.example("hearth push --detach app web", "Leaves two images to be pushed; `hearth wait` waits for them.")
        return { invocation, context in try push.run(invocation, context) }
    }
}

/// The options of `push`, and what it does.
private struct PushCommand {
    private let images: Argument<[String]>
    private let names: Option<[String]>
    private let compression: Option<PackingWord>
    private let level: Option<Int?>
    private let pushing: PushOptions
    private let detach: Option<Bool>
    private let progress: Option<ProgressMode>

    init(_ declare: inout Declaration) {
        images = declare.repeatedArguments("IMAGE", atLeast: 1, help: "An image of the store: its name, or its digest")
        names = declare.repeatedOption(
            "--as", value: "NAME", help: "What it is to be called there, instead of its name; of one image")
        compression = declare.choice(
            "--compression", default: PackingWord.gzip, help: "How layers are packed that are not yet")
        level = declare.option(
            "--level", short: "l", value: "N", help: "How hard to compress: from 1 to 19, and for gzip to 9",
            parse: written(as: "a number from 1 to 19") { text in Int(text).flatMap { 1...19 ~= $0 ? $0 : nil } })
        pushing = PushOptions(&declare)
        detach = declare.flag(
            "--detach", short: "d", help: "Return when the pushes have begun, and print their processes")
        progress = declare.option(
            "--progress", value: "HOW", default: .auto, environment: "BUILDKIT_PROGRESS",
            help: "How progress is shown", kind: .words(ProgressMode.allCases.map(\.rawValue)),
            parse: { $0.isEmpty ? .auto : ProgressMode(rawValue: $0) })
    }

    func run(_ invocation: Invocation, _ context: Context) throws {
        try pushing.check(invocation)
        if !invocation[names].isEmpty, invocation[images].count > 1 {
            throw UserError("--as is for one image", hint: "push them one by one")
        }
        if invocation[detach], !DetachedPush.isUnderWay { return try DetachedPush(context).run() }
        let pushed = try context.withStore { store in
            try push(wanted(in: store, invocation), store, invocation, context)
        }
        if context.wantsJSON { return try context.output.json(.array(pushed.map(\.json))) }
        for image in pushed {
            for name in image.names { try context.output.line("\(name.familiar) \(image.digest)") }
        }
    }

    /// Nobody sees how a process is getting on that was left to itself.
    private func progress(_ invocation: Invocation) -> ProgressMode {
        DetachedPush.isUnderWay ? .none : invocation[progress]
    }

    /// The images, with what they are to be called.
    private func wanted(in store: Store, _ invocation: Invocation) throws -> [(
        image: StoredImage, names: [ImageReference]
    )] {
        try invocation[images].map { text in
            let image = try store.image(meantBy: text)
            let words = invocation[names].isEmpty ? image.name.map { [$0] } ?? [] : invocation[names]
            if words.isEmpty {
                throw UserError("the image \(text) has no name", hint: "say what it is to be called: --as NAME")
            }
            return (image, try words.map { try ImageReference($0) })
        }
    }

    private func push(
        _ wanted: [(image: StoredImage, names: [ImageReference])], _ store: Store, _ invocation: Invocation,
        _ context: Context
    ) throws -> [PushedImage] {
        let set = pushing.set(invocation, context, store)
        var form = LayerForm(invocation[compression].compression)
        form.level = invocation[level]
        let pushing = ImagePushing(store, try LayerStore(store), as: form, in: set)
        let view = progress(invocation).view(on: .standardError(), environment: Environment.value(of:))
        do {
            let pushed = try wanted.map { wanted in
                PushedImage(
                    names: wanted.names, digest: try pushing.begin(wanted.image, as: wanted.names, listener: view))
            }
            if DetachedPush.isUnderWay { try DetachedPush.tell(set, store) }
            try set.close(isWhole: true)
            view.close()
            return pushed
        } catch let failures as PushFailures {
            view.close()
            context.messages.show(failures)
            throw Unsuccessful()
        } catch {
            try? set.close(isWhole: false)
            view.close()
            throw error
        }
    }
}

/// The words of `--compression`.
private enum PackingWord: String, CaseIterable {
    case uncompressed
    case gzip
    case zstd

    var compression: LayerForm.Compression {
        switch self {
        case .uncompressed: .none
        case .gzip: .gzip
        case .zstd: .zstd
        }
    }
}

private struct PushedImage {
    let names: [ImageReference]
    let digest: Digest

    var json: JSON {
        ["names": .array(names.map { .string($0.description) }), "digest": .string(digest.description)]
    }
}
