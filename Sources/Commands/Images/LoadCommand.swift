internal import Arguments
internal import Console
internal import ContentStore
internal import Host
internal import OCI
internal import Outputs
internal import Values

extension Hearth {
    static let load: Command<Action> = Command(
        "load", summary: "Take images from an archive into the store",
        discussion: """
            Reads what `docker save`, `podman save`, `skopeo` and `hearth save` write, and outputs of type oci or docker, plain or
            compressed with gzip, zstd, xz or bzip2, from a file or from standard input; or the directory of an OCI layout.
            Images keep their digests where they have some, and are found under their names from then on: as base images,
            and by `hearth images`. Nothing is unpacked before a build needs it.
            """
    ) { declare in
        let file = declare.argument("FILE", help: "An archive, or a directory; - reads standard input", kind: .file)
        let name = declare.option(
            "--name", short: "n", value: "NAME", help: "Call the image so, instead of what the archive says",
            parse: { text in
                do throws(ReferenceFault) { return try ImageReference(text).description } catch {
                    throw UserError(error.description, hint: error.hint)
                }
            })
        declare.example("hearth load base.tar.zst", "Takes the base images that another machine has saved.")
        declare.example("docker save alpine | hearth load -", "Takes an image from Docker.")
        return { invocation, context in
            let place = invocation[file]
            let images = try context.withStore(asOwner: true) { store in
                // What comes from a pipe comes once: no error is to have the store lent again.
                try concerning("cannot load \(place == "-" ? "standard input" : place.shellWord)") {
                    try load(place, name: invocation[name], into: store, context)
                }
            }
            if context.wantsJSON { return try context.output.json(images.map(\.json)) }
            for image in images {
                if image.names.isEmpty { try context.output.line("\(image.digest)") }
                for name in image.names {
                    try context.output.line("\(name.familiarName.spellingOutControls()) \(image.digest)")
                }
            }
        }
    }

    private static func load(
        _ place: String, name: String?, into store: Store, _ context: Context
    ) throws -> [LoadedImage] {
        let archive = ImageArchive(store)
        if place != "-", Machine().kind(of: place) == .directory {
            return try archive.load(layout: LayoutDirectory(Path(word: place)), name: name)
        }
        let file = try InputFile(place).open()
        let line = context.progress("loading", of: try file.status().length)
        defer { line?.clear() }
        return try archive.load(
            { buffer in
                try Interruption.check()
                let count = try file.fill(buffer)
                line?.advance(Int64(count))
                return count
            }, name: name)
    }
}

extension LoadedImage {
    fileprivate var json: JSON {
        [
            "names": .array(names.map(JSON.string)), "digest": .string(digest.description),
            "platforms": .array(platforms.map { .string($0.description) }),
        ]
    }
}
