internal import Arguments
internal import Console
internal import ContentStore
internal import Outputs
internal import Values

extension Hearth {
    static let untag: Command<Action> = Command(
        "untag", summary: "Take names from images, so that they may go",
        discussion: "The images themselves stay until their room is needed, or until `hearth cache prune`."
    ) { declare in
        let names: Argument<[String]> = declare.repeatedArguments("NAME", atLeast: 1, help: "The name of an image")
        declare.example("hearth untag app:old", "Lets go of an image.")
        return { invocation, context in
            let removed = try context.withStore { store in
                // All or none: a slip in the last name must not leave the first ones dropped.
                let found = try invocation[names].map { text in
                    guard let name = try store.image(meantBy: text).name else {
                        throw UserError("the image \(text) has no name")
                    }
                    return name
                }
                for name in found { _ = try store.removeReference(name) }
                return found
            }
            if context.wantsJSON { try context.output.json(["untagged": .array(removed.map(JSON.string))]) }
        }
    }
}
