internal import Arguments
internal import Console
internal import ContentStore
internal import Host
internal import OCI
internal import Outputs
internal import Values

extension Hearth {
    static let load: Command<Action> = Command(
        "load", summary: "Take images from an archive into the store, or from the store into an engine",
        discussion: """
            Reads what `docker save`, `podman save`, `skopeo` and `hearth save` write, and outputs of type oci or docker, plain or
            compressed with gzip, zstd, xz or bzip2, from a file or from standard input; or the directory of an OCI layout.
            Images keep their digests where they have some, and are found under their names from then on: as base images,
            and by `hearth images`. Nothing is unpacked before a build needs it.

            With --into, images of the store go into an engine of this machine. A Docker engine is asked by its API, where DOCKER_HOST
            or the context of `docker` says, and is sent only the layers that it does not have; podman gets them through `podman
            load`, containerd through `ctr`, into the namespace of CONTAINERD_NAMESPACE.
            """
    ) { declare in
        let sources: Argument<[String]> = declare.repeatedArguments(
            "FILE", atLeast: 1,
            help:
                "An archive, or a directory; - reads standard input. With --into images: their names, or their digests",
            kind: .file)
        let engine: Option<ImageEngine?> = declare.choice(
            "--into", help: "Load images of the store into this engine: docker, podman or containerd")
        let offline = declare.offlineOption()
        let name = declare.option(
            "--name", short: "n", value: "NAME", help: "Call the image so, instead of what the archive says",
            parse: { text in
                do throws(ReferenceFault) { return try ImageReference(text).description } catch {
                    throw UserError(error.description, hint: error.hint)
                }
            })
        declare.example("hearth load base.tar.zst", "Takes the base images that another machine has saved.")
        declare.example("docker save alpine | hearth load -", "Takes an image from Docker.")
        declare.example("hearth load --into docker app db", "Has Docker load two images of the store.")
        return { invocation, context in
            if let engine = invocation[engine] {
                guard invocation[name] == nil else { throw UserError("--name and --into do not go together") }
                return try hand(invocation[sources], to: engine, isOffline: invocation[offline], context)
            }
            let place = try onlyOne(invocation[sources])
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

    private static func onlyOne(_ places: [String]) throws -> String {
        guard let place = places.first, places.count == 1 else {
            throw UserError(
                "one archive is loaded at a time, and \(places.count) are named",
                hint: "images go into an engine with --into")
        }
        return place
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
