internal import Host
internal import Layers
internal import Values

/// The files of images on their way out: of each platform the root file system, as its layers come to.
struct TreeExport {
    private let layers: LayerStore
    private let images: [BuiltImage]
    /// What their layers come to.
    private let trees: [FileTree]
    private let options: TreeOptions
    private let step: ExportStep
    /// When all files are said to have changed, where SOURCE_DATE_EPOCH is set; in nanoseconds.
    private let time: Int64?

    init(_ layers: LayerStore, _ target: BuiltTarget, _ trees: [FileTree], _ options: TreeOptions, _ step: ExportStep) {
        self.layers = layers
        images = target.images
        self.trees = trees
        self.options = options
        self.step = step
        time = options.epoch.epoch(else: target.epoch).map { $0.microseconds.multipliedReportingOverflow(by: 1000) }
            .flatMap { $0.overflow ? nil : $0.partialValue }
    }

    /// One root file system, or a directory for each platform.
    func writeTar(to place: Path) throws {
        let splits = images.count > 1
        let file = try OutputFile.named(place)
        let part = step.part("sending tarball", of: nil)
        for (image, tree) in zip(images, trees) {
            let archive = RootArchive(layers, time: time) { bytes in
                try file.write(bytes)
                part.advance(bytes.count)
            }
            try archive.write(tree, below: splits ? image.platform.directoryName : nil)
        }
        try file.write(TarHeader.end)
        try file.finish()
        part.finish()
    }

    /// Writes into a directory, which is made where it is missing.
    func writeFiles(to place: Path) throws {
        let splits = options.splitsPlatforms ?? (images.count > 1)
        if !splits { try checkDistinct(trees) }
        try FileSystemDirectories.make(place)
        let top = try OpenDescriptor(directory: place)
        for (image, tree) in zip(images, trees) {
            let part = step.part("copying files" + (splits ? " \(image.platform)" : ""), of: tree.contentLength)
            let directory = splits ? try top.ownDirectory(image.platform.directoryName) : top
            // What several platforms share is no platform's to clear.
            let removesOthers = options.mode == .delete && (splits || images.count == 1)
            let writer = LocalTreeWriter(layers, directory, time: time, removesOthers: removesOthers) {
                part.advance($0)
            }
            try writer.write(tree)
            if splits, let time { try top.set(modified: time, of: image.platform.directoryName) }
            part.finish()
        }
        guard options.mode == .delete, splits else { return }
        let kept = Set(images.map(\.platform.directoryName))
        for name in try top.names() where !kept.contains(name) { try top.removeTree(name) }
    }

    /// Throws where two platforms would write the same file.
    private func checkDistinct(_ trees: [FileTree]) throws {
        guard trees.count > 1 else { return }
        var owners: [[UInt8]: Int] = [:]
        for (number, tree) in trees.enumerated() {
            for file in tree.walk {
                if case .directory = file.node.kind { continue }
                if let other = owners.updateValue(number, forKey: file.path) {
                    throw OutputFault.sameFile(
                        Path(bytes: file.path), images[other].platform, images[number].platform)
                }
            }
        }
    }
}

extension Platform {
    /// `linux_arm_v7`
    fileprivate var directoryName: Path {
        Path(bytes: description.utf8.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0 })
    }
}

extension FileTree {
    fileprivate var contentLength: Int64 {
        walk.reduce(0) { sum, file in
            guard case .file(let content) = file.node.kind else { return sum }
            return sum &+ content.length
        }
    }
}

/// What tells whether two names are one file.
struct HardLinkKey: Hashable {
    private let pack: Digest
    private let identity: Int

    /// Nil for a file that has one name.
    init?(_ content: FileContent) {
        guard let identity = content.identity, case .pack(let pack, _) = content.place else { return nil }
        (self.pack, self.identity) = (pack, identity)
    }
}
