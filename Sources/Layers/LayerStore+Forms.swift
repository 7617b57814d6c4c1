internal import Compression
package import ContentStore
internal import Host
package import OCI
internal import Values

// Layers as blobs of images.
extension LayerStore {
    /// The blob that stands for a layer in an image; made once, remembered. `progress` hears how many bytes of the pack are done.
    package func blob(
        of layer: StoredLayer, as form: LayerForm, progress: (Int64) -> Void = { _ in }
    ) throws -> Descriptor {
        let pack = try reader(layer.diffID)
        switch form.compression {
        case .none: return Descriptor(mediaType: form.mediaType, digest: layer.diffID, size: pack.size)
        case .estargz: throw LayerFault.unsupported(form.compression)
        case .gzip, .zstd: break
        }
        if let known = try store.form(form.name, of: layer.diffID), try lease.add(known.digest) {
            progress(pack.size)
            return Descriptor(mediaType: form.mediaType, digest: known.digest, size: known.size)
        }
        let blob = try compressed(pack, form, progress)
        try store.note(blob.digest, as: form.name, of: layer.diffID)
        return Descriptor(mediaType: form.mediaType, digest: blob.digest, size: blob.size)
    }

    private func compressed(
        _ pack: BlobReader, _ form: LayerForm, _ progress: (Int64) -> Void
    ) throws -> Blob {
        var intake = Intake()
        intake.compression = .none
        intake.durability = .lazy
        intake.lease = lease
        return try store.write(intake) { writer in
            var offset: Int64 = 0
            func read(_ room: UnsafeMutableRawBufferPointer) throws -> Int {
                try Interruption.check()
                let count = try pack.read(at: offset, into: room)
                offset += Int64(count)
                progress(offset)
                return count
            }
            if form.compression == .gzip {
                var compressor = try GzipCompressor(level: form.usedLevel) { try writer.write($0) }
                while try compressor.fill(from: read) > 0 {}
                try compressor.finish()
            } else {
                var compressor = try FrameCompressor(level: form.usedLevel) { try writer.write($0) }
                while try compressor.fill(from: read) > 0 {}
                _ = try compressor.finish()
            }
        }.blob
    }
}

extension LayerForm {
    /// The level that is compressed at: one that the compressor has.
    var usedLevel: Int {
        switch compression {
        case .gzip: Self.within(level ?? GzipCompressor.usualLevel, GzipCompressor.levels)
        case .zstd: Self.within(level ?? Intake.Compression.usualLevel, FrameCompressor.levels)
        case .none, .estargz: 0
        }
    }

    /// By which the store remembers it: the same bytes have the same name.
    var name: String { "\(compression.rawValue):\(usedLevel)" }

    package var mediaType: String {
        let plain = isDocker ? MediaType.dockerLayer : MediaType.layer
        return switch compression {
        case .none: plain
        case .gzip, .estargz: plain + (isDocker ? ".gzip" : "+gzip")
        case .zstd: plain + (isDocker ? ".zstd" : "+zstd")
        }
    }

    private static func within(_ level: Int, _ range: ClosedRange<Int>) -> Int {
        min(max(level, range.lowerBound), range.upperBound)
    }
}
