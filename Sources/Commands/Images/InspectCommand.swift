internal import Arguments
internal import Console
internal import ContentStore
internal import OCI
internal import Outputs
internal import Values

extension Hearth {
    static let inspect: Command<Action> = Command(
        "inspect", summary: "Show what an image in the store is made of",
        discussion: """
            Shows for each platform the configuration and the layers, lowest first, each with what made it. An image is
            named as in `hearth images`, in short too, or by its digest or the beginning of that.
            """
    ) { declare in
        let name = declare.argument("NAME", help: "An image: its name, or its digest")
        declare.example("hearth inspect app", "Shows the image app:latest.")
        declare.example("hearth inspect app --format json", "Shows it for a program.")
        return { invocation, context in
            let image = try context.withStore { try $0.image(meantBy: invocation[name]) }
            if context.wantsJSON { return try context.output.json(image.report) }
            try context.output.line("Name:      \((image.name ?? "none").spellingOutControls())")
            try context.output.line("Digest:    \(image.digest)")
            for variant in image.variants { try show(variant, context) }
        }
    }

    private static func show(_ variant: StoredImage.Variant, _ context: Context) throws {
        try context.output.line("")
        for (label, text) in variant.lines {
            let padding = String(repeating: " ", count: max(1, 11 - label.count - 1))
            try context.output.line("\(label):\(padding)\(text.spellingOutControls())")
        }
        let table = try Table(
            [
                .number("LAYER"), .number("SIZE", width: 7), .text("DIGEST", width: 12), .text("FORM", width: 12),
                .text("STEP"),
            ],
            to: context.output, context.palette)
        for (number, layer) in variant.layers.enumerated() {
            try table.row(
                String(number + 1), ByteCount(layer.descriptor.size).description, layer.descriptor.digest.short,
                layer.form, layer.step)
        }
    }
}

extension StoredImage {
    fileprivate var report: JSON {
        [
            "name": name.map(JSON.string) ?? .null, "digest": .string(digest.description),
            "images": .array(variants.map(\.report)),
        ]
    }
}

extension StoredImage.Variant {
    /// A layer with what made it.
    fileprivate struct Layer {
        let descriptor: Descriptor
        let diffID: Digest?
        let step: String

        /// How its blob is packed.
        var form: String {
            for form in ["gzip", "zstd"] where descriptor.mediaType.utf8.suffix(4).elementsEqual(form.utf8) {
                return form
            }
            return "uncompressed"
        }
    }

    fileprivate var layers: [Layer] {
        let steps = configuration.history.filter { !$0.isEmpty }.map(\.createdBy)
        return manifest.layers.enumerated().map { place, descriptor in
            Layer(
                descriptor: descriptor,
                diffID: configuration.layers.indices.contains(place) ? configuration.layers[place] : nil,
                step: steps.indices.contains(place) ? steps[place] : "")
        }
    }

    /// What a person wants to know of the configuration.
    fileprivate var lines: [(String, String)] {
        let execution = configuration.execution
        var lines = [("Platform", configuration.platform.description), ("Manifest", digest.description)]
        func add(_ label: String, _ text: String?) { if let text, !text.isEmpty { lines.append((label, text)) } }
        func add(_ label: String, words: [String]?) { add(label, words.map { JSON.array($0.map(JSON.string)).text }) }
        add("Created", configuration.created)
        add("Author", configuration.author)
        add("User", execution.user)
        add("Workdir", execution.workingDirectory)
        add("Entrypoint", words: execution.entrypoint)
        add("Cmd", words: execution.command)
        for variable in execution.environment { add("Env", variable) }
        add("Ports", execution.exposedPorts.map(\.text).sorted().joined(separator: ", "))
        add("Volumes", execution.volumes.map(\.text).sorted().joined(separator: ", "))
        for (name, value) in execution.labels.sorted(by: { $0.key < $1.key }) { add("Label", "\(name)=\(value)") }
        add("Stop", execution.stopSignal)
        for (name, value) in manifest.annotations.sorted(by: { $0.key < $1.key }) {
            add("Annotation", "\(name)=\(value)")
        }
        return lines
    }

    fileprivate var report: JSON {
        [
            "platform": .string(configuration.platform.description), "digest": .string(digest.description),
            "configuration": configuration.json,
            "annotations": .object(
                manifest.annotations.sorted { $0.key < $1.key }.map { JSON.Member($0.key.text, .string($0.value)) }),
            "layers": .array(
                layers.map { layer in
                    [
                        "digest": .string(layer.descriptor.digest.description), "size": .integer(layer.descriptor.size),
                        "mediaType": .string(layer.descriptor.mediaType),
                        "diffID": layer.diffID.map { .string($0.description) } ?? .null, "step": .string(layer.step),
                    ]
                }),
        ]
    }
}

extension JSON {
    fileprivate var text: String { String(decoding: encoded(), as: UTF8.self) }
}
