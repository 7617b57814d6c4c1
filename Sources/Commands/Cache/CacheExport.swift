internal import Arguments
internal import BakeLanguage
internal import Console
internal import Host
internal import Planning
internal import Values

extension Hearth {
    static let cacheExport: Command<Action> = Command(
        "export", summary: "Write a target that is built into one file, for another machine",
        discussion: """
            The file has the image, and all that makes the target and its steps hits where it is imported, with nothing else at
            hand; so a CI cache can carry it under `hearth key TARGET`. It is an image archive in zstd: `zstd -dc FILE | docker load`
            takes it, as do podman, skopeo and `hearth load`. The same image makes the same bytes.
            """
    ) { declare in
        let options = TargetOptions(&declare)
        let output = declare.option(
            "--output", short: "o", value: "FILE", default: "-",
            help: "Where to write: a file, - for standard output, or a directory for TARGET-KEY.tar.zst", kind: .file)
        let offline = declare.offlineOption()
        declare.example("hearth cache export base -o base.tar.zst", "Writes the target base.")
        declare.example(
            "hearth cache export base db -o cache/", "Writes two targets, each into a file named by its key.")
        declare.example("hearth cache export base | ssh ci hearth cache import -", "Hands a target to another machine.")
        return { invocation, context in
            let command = PlanningCommand(options, invocation, context)
            let selection = try command.selection()
            let bases = BaseTargets(
                selection: selection, context: context, machine: command.machine,
                asking: invocation[offline] ? .nobody : .wherePossible)
            let place = invocation[output]
            let isDirectory = BaseTargets.isDirectory(place)
            if selection.asked.count > 1, !isDirectory {
                throw UserError(
                    "a file has one target, and these are \(selection.asked.joined(separator: ", "))",
                    hint: "name one, or a directory with --output")
            }
            if place == "-", Terminal.output.isInteractive {
                throw UserError("a file of a base image is not for a terminal", hint: "name one with --output")
            }
            for name in selection.asked {
                let isWritten = try bases.write(name) { target in
                    let path = Path(word: place)
                    return isDirectory ? path / BaseTargets.fileName(name, target.key) : path
                }
                guard isWritten else {
                    context.messages.error(
                        "the target \(name) is not built", hint: "build it: `hearth bake \(name.shellWord)`")
                    throw Unsuccessful()
                }
            }
        }
    }
}
