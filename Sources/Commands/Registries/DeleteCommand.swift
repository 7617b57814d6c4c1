internal import Arguments
internal import Console
internal import ContentStore
internal import Host
internal import OCI
internal import Transfers
internal import Values

extension Hearth {
    static let delete: Command<Action> = Command(
        "delete", summary: "Delete tags and images from a registry",
        discussion: """
            A name with a tag takes the tag away, and leaves what it leads to. A name with a digest takes the manifest away, and every tag
            that leads to it. Many registries delete nothing until who runs them allows it, and some delete no tags.

            `hearth untag` takes names away in the store.
            """
    ) { declare in
        let images: Argument<[String]> = declare.repeatedArguments(
            "IMAGE", atLeast: 1, help: "A name with a tag or with a digest")
        declare.example("hearth delete registry.example/app:old", "Takes a tag away.")
        return { invocation, context in
            let names = try invocation[images].map { try ImageReference(deleting: $0) }
            let deleted = try context.withStore { store in
                let program = context.transferProgram(for: store)
                return try names.filter { try isDeleted($0, program, context) }
            }
            if context.wantsJSON {
                try context.output.json(["deleted": .array(deleted.map { .string($0.description) })])
            }
            if deleted.count < names.count { throw Unsuccessful() }
        }
    }

    /// One that stays keeps no other from going.
    private static func isDeleted(
        _ name: ImageReference, _ program: TransferProgram, _ context: Context
    ) throws -> Bool {
        try Interruption.check()
        do {
            try context.asking(name, "delete") { try RemoteRepository.delete(name, program, notice: $0) }
            return true
        } catch is Unsuccessful {
            return false
        }
    }
}

extension ImageReference {
    /// What is to go is named in full: nobody means `latest` by saying nothing.
    fileprivate init(deleting text: String) throws {
        try self.init(naming: text)
        if (try? ImageReference(repository: text)) != nil {
            throw UserError("'\(text)' does not say which tag", hint: "write \(text):latest if that one is meant")
        }
    }
}
