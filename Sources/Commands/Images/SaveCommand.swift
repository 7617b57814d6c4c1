internal import Arguments
internal import Console
internal import ContentStore
internal import Host
internal import Outputs
internal import Values

extension Hearth {
    static let save: Command<Action> = Command(
        "save", summary: "Write images of the store into an archive",
        discussion: """
            The archive is an OCI layout that `docker load` takes as well, and so do podman, skopeo and `hearth load`. Its
            images have the digests that they have in the store. A file whose name ends in .gz or .zst is compressed as a whole.
            """
    ) { declare in
        let names: Argument<[String]> = declare.repeatedArguments(
            "NAME", atLeast: 1, help: "An image: its name, or its digest")
        let file = declare.option(
            "--output", short: "o", value: "FILE", default: "-", help: "Where to write; - is standard output",
            kind: .file)
        let form = declare.choice(
            "--type", default: ImageSaver.Form.docker,
            help: "What is in it: docker adds what `docker load` wants, oci may have several platforms")
        let packing: Option<ImageSaver.Packing?> = declare.option(
            "--compress", value: "HOW", help: "How the archive is packed: none, gzip or zstd; by its name if not said",
            kind: .words(ImageSaver.Packing.allCases.map(\.rawValue)),
            parse: { ImageSaver.Packing(rawValue: $0) })
        let level: Option<Int?> = declare.option(
            "--level", short: "l", value: "N", help: "How hard to compress: from 1 to 19, and for gzip to 9",
            parse: written(as: "a number from 1 to 19") { text in Int(text).flatMap { 1...19 ~= $0 ? $0 : nil } })
        let offline = declare.offlineOption()
        declare.example("hearth save app -o app.tar", "Writes an archive for `docker load -i app.tar`.")
        declare.example("hearth save base -o base.tar.zst", "Keeps an image for a CI cache.")
        declare.example("hearth save app | docker load", "Hands an image to Docker.")
        return { invocation, context in
            let place = invocation[file]
            if place == "-", Terminal.output.isInteractive {
                throw UserError("an archive is not for a terminal", hint: "name a file with --output")
            }
            let packing = invocation[packing] ?? ImageSaver.Packing(name: place)
            if packing == .gzip, let level = invocation[level], level > 9 {
                throw UserError("gzip has no level \(level)", hint: "its levels are 1 to 9")
            }
            try context.withStore { store in
                // What went to standard output cannot go there once more.
                try concerning("cannot save") {
                    try context.withWholeImages(invocation[names], in: store, isOffline: invocation[offline]) {
                        images in
                        let line = context.progress("saving", of: images.reduce(0) { $0 &+ $1.size })
                        defer { line?.clear() }
                        try ImageSaver(
                            store, as: invocation[form], packing: packing, level: invocation[level]
                        ).save(images, to: Path(word: place)) { line?.advance(Int64($0)) }
                    }
                }
            }
        }
    }
}
