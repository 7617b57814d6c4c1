internal import Arguments
internal import Console
internal import ContentStore
internal import OCI
internal import Transfers
internal import Values

extension Hearth {
    static let tags: Command<Action> = Command(
        "tags", summary: "List the tags of a repository of a registry",
        discussion: "Gives all of them, in the order of the alphabet."
    ) { declare in
        let repository: Argument<String> = declare.argument("REPOSITORY", help: "A repository: registry and name")
        declare.example("hearth tags registry.example/app", "Shows what there is.")
        return { invocation, context in
            let name = try ImageReference(repository: invocation[repository])
            let tags = try context.withStore { store in
                try context.asking(name, "tags") {
                    try RemoteRepository(name, context.transferProgram(for: store)).tags(notice: $0).sorted()
                }
            }
            if context.wantsJSON { return try context.output.json(.array(tags.map(JSON.string))) }
            for tag in tags { try context.output.line(tag) }
        }
    }
}

extension Context {
    /// Asks a registry something, and tells of what is tried again and of what goes wrong.
    func asking<Value>(_ name: ImageReference, _ verb: String, _ ask: ((String) -> Void) throws -> Value) throws
        -> Value
    {
        do {
            return try ask { messages.warn("\(name.untagged.familiar): \($0)") }
        } catch let fault as TransferFault {
            messages.show(fault, doing: verb)
            throw Unsuccessful()
        }
    }
}
