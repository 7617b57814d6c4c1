internal import Arguments
internal import Console
internal import ContentStore
internal import Values

extension Hearth {
    static let cacheForget: Command<Action> = Command(
        "forget", summary: "Drop references, so that their blobs may go",
        discussion: "The blobs themselves stay until their room is needed, or until `hearth cache prune`."
    ) { declare in
        let names: Argument<[String]> = declare.repeatedArguments("NAME", atLeast: 1, help: "The name of a reference")
        return { invocation, context in
            let names = invocation[names]
            try context.withStore { store in
                // All or none: a slip in the last name must not leave the first ones dropped.
                let known = try store.references().map(\.name)
                for name in names where !known.contains(name) {
                    let near = Spelling.nearest(to: name, among: known)
                    throw UserError(
                        "there is no reference '\(name)'", hint: near.map { "did you mean \($0)?" } ?? lsHint)
                }
                for name in names { _ = try store.removeReference(name) }
            }
            if context.wantsJSON { try context.output.json(["forgotten": .array(names.map(JSON.string))]) }
        }
    }
}
