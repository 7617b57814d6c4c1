internal import Arguments
internal import BakeLanguage
internal import Console
internal import Planning
internal import Values

extension Hearth {
    static let key: Command<Action> = Command(
        "key", summary: "Print the key of a target, for a CI cache",
        discussion: """
            The key stands for everything that the target's image is made from: as long as it is the same, so is the image.
            Of one target the key alone is printed; of several a line for each, with the key and the name. --why lists
            the ingredients of the key and of all that it depends on, so that two lists can be compared with diff.
            Registries are asked once for base images that are not in the store. What is built on an image that is not to be had,
            as with --offline, has a key of the image's name, which says nothing of its content; of that there is a warning.
            """
    ) { declare in
        let options = TargetOptions(&declare)
        let offline = declare.offlineOption()
        let why = declare.flag("--why", help: "Show what the key was made from")
        declare.example("hearth key app", "Prints the key of app.")
        declare.example("hearth key app --why > /tmp/before", "Keeps what the key is made from, to be compared.")
        declare.example("hearth key app --why | diff /tmp/before -", "Shows why the key has changed since.")
        declare.example("hearth key --format json '*'", "Gives the keys of all targets to a program.")
        return { invocation, context in
            try uninterrupted {
                let command = PlanningCommand(options, invocation, context)
                let selection = try command.selection()
                let plan = try context.plan(
                    selection, on: command.machine, asking: invocation[offline] ? .nobody : .wherePossible)
                let asked = Set(selection.asked)
                let targets = plan.targets.filter { asked.contains($0.name) }.sorted { $0.name < $1.name }
                let keys = KeyListing(targets, of: plan, context)
                context.messages.warn(about: keys.unknownImages)
                if invocation[why] { try keys.writeIngredients() } else { try keys.write() }
            }
        }
    }
}

extension Messages {
    /// Says what keys are worth that go by the names of images.
    fileprivate func warn(about unknown: [String]) {
        if unknown.isEmpty { return }
        let few =
            unknown.prefix(3).joined(separator: ", ") + (unknown.count > 3 ? " and \(unknown.count - 3) more" : "")
        warn(
            unknown.count == 1
                ? "\(few) is not in the store: keys go by its name, and stay as they are when the name gets another image"
                : "\(few) are not in the store: keys go by their names, and stay as they are when a name gets another image"
        )
    }
}
