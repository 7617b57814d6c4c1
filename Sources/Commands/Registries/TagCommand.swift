internal import Arguments
internal import Console
internal import ContentStore
internal import OCI
internal import Outputs
internal import Transfers
internal import Values

extension Hearth {
    static let tag: Command<Action> = Command(
        "tag", summary: "Give an image of a registry other tags",
        discussion: """
            Moves tags of a repository to one of its images, all of them or none. Nothing is sent or fetched but the image's manifest.
            To have an image in another repository, see `hearth copy`.

            With --local it is an image of the store that gets other names, as `docker tag` gives them. No registry hears of that.
            """
    ) { declare in
        let image: Argument<String> = declare.argument("IMAGE", help: "An image: its name with a tag, or with a digest")
        let tags: Argument<[String]> = declare.repeatedArguments(
            "TAG", atLeast: 1, help: "A tag of the same repository; with --local, a whole name")
        let isLocal = declare.flag("--local", help: "Name an image of the store, and ask no registry")
        let progress = declare.progressOption()
        declare.example(
            "hearth tag registry.example/app:sha-abc 1.4 latest", "Promotes an image: moves two tags to it.")
        declare.example("hearth tag --local app registry.example/app:1", "Gives an image of the store a second name.")
        return { invocation, context in
            if invocation[isLocal] { return try nameStored(invocation[image], invocation[tags], context) }
            let source = try ImageReference(naming: invocation[image])
            let names = try invocation[tags].map { try source.sibling(tagged: $0) }
            var orders = CopyOrder.orders(source, names: names)
            for place in orders.indices { orders[place].takesReferrers = false }
            try context.withStore { store in
                let set = PushSet(context.transferProgram(for: store), isTogether: false)
                try CopyRun(context, view: invocation[progress], doing: "tag").run(orders, in: set)
            }
        }
    }

    private static func nameStored(_ image: String, _ names: [String], _ context: Context) throws {
        let names = try names.map { try ImageReference(tagging: $0) }
        let digest = try context.withStore { store in
            let image = try store.image(meantBy: image)
            for name in names { try store.setReference(name.description, to: image.digest) }
            return image.digest
        }
        if context.wantsJSON {
            let tagged = names.map { name -> JSON in
                ["name": .string(name.description), "digest": .string(digest.description)]
            }
            return try context.output.json(.array(tagged))
        }
        for name in names { try context.output.line("\(name.familiar) \(digest)") }
    }
}

extension ImageReference {
    /// Another tag of the same repository.
    fileprivate func sibling(tagged word: String) throws -> ImageReference {
        do throws(ReferenceFault) {
            let name = try ImageReference("\(registry)/\(repository):\(word)")
            if name.repository == repository, name.tag == word { return name }
        } catch {
            if !word.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") }) {
                throw UserError("'\(word)' is no tag: \(error)", hint: error.hint)
            }
        }
        throw UserError(
            "'\(word)' is no tag, but a whole name",
            hint: "write the tag alone; `hearth copy` goes to other repositories, and --local names images of the store"
        )
    }
}
