package import BakeLanguage
package import ContentStore
package import Events
internal import Host
package import Layers
internal import OCI
package import Transfers
package import Values

/// Puts the results of targets where their outputs say.
package struct Exporter: Sendable {
    let store: Store
    let layers: LayerStore
    /// Brings what is not here of base images.
    let bases: BaseLayers
    /// The platform of this machine, from which annotations take what they leave out.
    let here: Platform
    /// Whether `mode=delete` may empty directories that are not below the one we are in: `--allow=buildx.local.delete`.
    package var deletesAnywhere = false
    /// Those images that are pushed; nil where nothing can be.
    package var pushes: PushSet?
    /// What `type=docker` without a destination has load an image.
    var docker = DockerDaemon()

    package init(
        _ store: Store, _ layers: LayerStore, bases: BaseLayers? = nil, here: Platform = Machine().platform
    ) {
        self.store = store
        self.bases = bases ?? BaseLayers(store, layers, from: nil)
        self.layers = layers
        self.here = here
    }

    /// Throws where a target's outputs ask for what cannot be: before anything is built.
    package static func check(
        _ outputs: [Output], tags: [String], here: Platform = Machine().platform
    ) throws(OutputFault) {
        for output in outputs {
            guard case .image(let options) = try ExportForm(output, here: here), options.pushes else { continue }
            if tags.isEmpty, options.names.isEmpty { throw .nameless }
        }
    }

    /// Whether any of some outputs pushes.
    package static func pushes(_ outputs: [Output], here: Platform = Machine().platform) -> Bool {
        outputs.contains { output in
            guard case .image(let options)? = try? ExportForm(output, here: here) else { return false }
            return options.pushes
        }
    }

    /// Puts the image into the local store under its tags, which every image is: layers as plain tar, so nothing is compressed.
    /// One without tags stays until its room is needed.
    package func keep(_ target: BuiltTarget) throws -> ExportResult {
        try keep(target, .plain)
    }

    /// Sends a result on. What is written appears whole or not at all. Tells listeners as a step of its own.
    package func export(
        _ target: BuiltTarget, to output: Output, listener: any BuildListener
    ) throws -> ExportResult {
        let form = try ExportForm(output, here: here)
        guard !target.images.isEmpty else { throw OutputFault.noImage(target: target.name) }
        if case .nothing = form { return ExportResult() }
        let step = ExportStep(form.title, target: target.name, output, listener)
        return try step.run { try export(target, as: form, to: output, step) }
    }

    private func export(
        _ target: BuiltTarget, as form: ExportForm, to output: Output, _ step: ExportStep
    ) throws -> ExportResult {
        switch form {
        case .nothing: return ExportResult()
        case .image(let options):
            return options.pushes ? try push(target, options, step) : try keep(target, options)
        case .archive(let options, let isDocker):
            if output.destination.isEmpty, isDocker, options.isArchive { return try load(target, options, step) }
            return try archive(target, options, isDocker: isDocker, to: output, step)
        case .tar(let options):
            try TreeExport(layers, target, trees(of: target), options, step).writeTar(to: try place(output))
            return ExportResult()
        case .local(let options):
            guard !output.destination.isEmpty else { throw OutputFault.noDestination(type: output.type) }
            let place = Path(word: output.destination)
            if options.mode == .delete, !deletesAnywhere { try DeletionCheck(place).check() }
            try TreeExport(layers, target, trees(of: target), options, step).writeFiles(to: place)
            return ExportResult()
        }
    }

    /// The files of its images.
    private func trees(of target: BuiltTarget) throws -> [FileTree] {
        try target.images.map { try layers.tree(of: bases.unpacked($0.layers.map(\.place))) }
    }

    /// Where a file goes.
    func place(_ output: Output) throws(OutputFault) -> Path {
        let destination = output.destination.isEmpty ? "-" : output.destination
        if destination == "-", Terminal.output.isInteractive { throw .terminal(type: output.type) }
        return Path(word: destination)
    }
}

/// What an output asks for, understood.
enum ExportForm {
    case nothing
    /// In the local store.
    case image(ImageOptions)
    case archive(ImageOptions, isDocker: Bool)
    case tar(TreeOptions)
    case local(TreeOptions)

    init(_ output: Output, here: Platform) throws(OutputFault) {
        switch output.type {
        case "cacheonly": self = .nothing
        case "image", "registry": self = .image(try ImageOptions(output, here: here))
        case "oci": self = .archive(try ImageOptions(output, here: here), isDocker: false)
        case "docker": self = .archive(try ImageOptions(output, here: here), isDocker: true)
        case "tar": self = .tar(try TreeOptions(output))
        case "local": self = .local(try TreeOptions(output))
        default: throw .unknownType(output.type)
        }
    }

    /// As BuildKit calls what it does.
    var title: String {
        switch self {
        case .nothing: ""
        case .image: "exporting to image"
        case .archive(_, let isDocker): "exporting to \(isDocker ? "docker" : "oci") image format"
        case .tar: "exporting to client tarball"
        case .local: "exporting to client directory"
        }
    }
}
