internal import Arguments
internal import Console
internal import ContentStore
internal import Host
internal import OCI
internal import Outputs
internal import Values

extension Hearth {
    static let images: Command<Action> = Command(
        "images", summary: "List the images in the store",
        discussion: """
            Every image that is built is in the store under its tags, and so is what `hearth load` brings. The size is that
            of the layers as the store has them, each counted once.
            """
    ) { declare in
        let whole = declare.flag("--no-trunc", help: "Show whole names and digests")
        declare.example("hearth images", "Lists what was built and loaded.")
        declare.example("hearth images --format json", "Lists it for a program.")
        return { invocation, context in
            let images = try context.withStore { try ImageCatalog($0).images() }
            if context.wantsJSON { return try context.output.json(images.lazy.map(\.summary)) }
            if images.isEmpty {
                context.messages.hint("there are no images; `hearth load` and `hearth bake` bring some")
            }
            let isWhole = invocation[whole]
            let names = images.map { isWhole ? $0.name ?? "" : $0.name?.familiarName ?? "" }
            let platforms = images.map { $0.platforms.map(\.description).joined(separator: ", ") }
            let table = try Table(
                [
                    .text("NAME", width: names.map(\.displayWidth).max() ?? 0),
                    .text("DIGEST", width: isWhole ? 71 : 12),
                    .text("PLATFORMS", width: platforms.map(\.utf8.count).max() ?? 0), .text("CREATED", width: 14),
                    .number("SIZE", width: 7),
                ], to: context.output, context.palette)
            let now = WallClock.system.now()
            for (image, (name, platforms)) in zip(images, zip(names, platforms)) {
                try table.row(
                    name, isWhole ? image.digest.description : image.digest.short, platforms,
                    image.created.map { Age($0, now)?.description ?? $0 } ?? "", ByteCount(image.size).description)
            }
        }
    }
}

extension Age {
    /// The words for a moment as a document has it; the document's own where it is none.
    fileprivate init?(_ created: String, _ now: Timestamp) {
        guard let moment = Timestamp(rfc3339: created) else { return nil }
        self.init(seconds: now.seconds(since: moment))
    }
}

extension StoredImage {
    /// For programs.
    fileprivate var summary: JSON {
        [
            "name": name.map(JSON.string) ?? .null, "digest": .string(digest.description),
            "platforms": .array(platforms.map { .string($0.description) }),
            "created": created.map(JSON.string) ?? .null, "size": .integer(size),
        ]
    }
}

extension String {
    /// The name of an image without what is meant anyway.
    var familiarName: String { (try? ImageReference(self))?.familiar ?? self }
}
