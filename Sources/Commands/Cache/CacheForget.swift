internal import Arguments
internal import ContentStore
internal import Values

extension Hearth {
    static let cacheForget: Command<Action> = Command(
        "forget", summary: "Drop references, so that their blobs may go",
        discussion: "The blobs themselves stay until their room is needed, or until `hearth cache prune`."
    ) { declare in
        let names: Argument<[String]> = declare.repeatedArguments("NAME", atLeast: 1, help: "The name of a reference")
        return { invocation, context in
            try context.withStore { store in
                for name in invocation[names] where try !store.removeReference(name) {
                    let near = Spelling.nearest(to: name, among: try store.references().map(\.name))
                    throw UserError("there is no reference '\(name)'", hint: near.map { "did you mean \($0)?" })
                }
            }
        }
    }
}
