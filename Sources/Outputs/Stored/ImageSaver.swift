internal import Compression
package import ContentStore
package import Host
internal import Layers
internal import OCI
internal import Values

/// Writes images of the local store into one archive, each under its name.
package struct ImageSaver {
    /// What is beside the OCI layout in it.
    package enum Form: String, CaseIterable, Sendable {
        /// What `docker load` wants.
        case docker
        case oci
    }

    /// How the archive as a whole is packed.
    package enum Packing: String, CaseIterable, Sendable {
        case none
        case gzip
        case zstd

        /// As the name of a file says it.
        package init(name: String) {
            self =
                if name.utf8.suffix(4).elementsEqual(".zst".utf8) {
                    .zstd
                } else if name.utf8.suffix(3).elementsEqual(
                    ".gz".utf8) || name.utf8.suffix(4).elementsEqual(".tgz".utf8)
                { .gzip } else { .none }
        }
    }

    private let store: Store
    private let form: Form
    private let packing: Packing
    private let level: Int?

    package init(_ store: Store, as form: Form, packing: Packing, level: Int? = nil) {
        self.store = store
        self.form = form
        self.packing = packing
        self.level = level
    }

    /// `place` may be `-`, for standard output. `progress` hears how many bytes more went into the archive.
    package func save(_ images: [StoredImage], to place: Path, progress: (Int) -> Void = { _ in }) throws {
        let lease = try store.lease(for: "save")
        for image in images {
            let missing = try lease.add(image.layers.map(\.digest))
            if let first = missing.first { throw OutputFault.missingBlob(first) }
            if form == .docker, image.variants.count > 1 { throw OutputFault.dockerHasOnePlatform(image.platforms) }
        }
        let content = ImageArchiveContent(
            images.map { NamedImage($0.written, $0.name.map { [$0] } ?? []) }, hasDockerManifest: form == .docker, store
        )
        let file = try OutputFile.named(place)
        try withExtendedLifetime(lease) {
            try withoutActuallyEscaping(progress) { progress in
                try write(content, to: file, progress)
            }
        }
        try file.finish()
    }

    private func write(_ content: ImageArchiveContent, to file: OutputFile, _ progress: @escaping (Int) -> Void) throws
    {
        switch packing {
        case .none:
            try content.writeArchive(modified: nil, nil) {
                try file.write($0)
                progress($0.count)
            }
        case .gzip:
            var compressor = try GzipCompressor(level: level ?? GzipCompressor.usualLevel) { try file.write($0) }
            try content.writeArchive(modified: nil, nil) { piece in
                try PieceSource.handOn(piece) { try compressor.fill(from: $0) }
                progress(piece.count)
            }
            try compressor.finish()
        case .zstd:
            var compressor = try FrameCompressor(level: level ?? Intake.Compression.usualLevel) { try file.write($0) }
            try content.writeArchive(modified: nil, nil) { piece in
                try PieceSource.handOn(piece) { try compressor.fill(from: $0) }
                progress(piece.count)
            }
            _ = try compressor.finish()
        }
    }
}
