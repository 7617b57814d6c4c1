internal import Compression
internal import Hashing
internal import Host
package import Values

/// The content of a blob, open to be read. It stays readable when the blob is evicted meanwhile.
package final class BlobReader: Sendable {
    package let digest: Digest
    /// Bytes of the content.
    package let size: Int64
    private let file: OpenFile
    private let frames: Guarded<FrameReader>?

    /// Reads `file` as what its name says it is. Whether it is that shows while it is read.
    init(_ digest: Digest, _ encoding: Encoding, _ file: OpenFile) throws {
        self.digest = digest
        self.file = file
        switch encoding {
        case .plain:
            size = try file.status().length
            frames = nil
        case .zstd:
            let frames = try Self.blaming(digest, file) { try FrameReader(file) }
            size = frames.table.plainLength
            self.frames = Guarded(frames)
        }
    }

    /// Fills as much of `buffer` as there is from `offset`; less only at the end. Of a compressed blob only the frames
    /// that are touched are decoded, and their checksums verified; the digest is not, and of a plain blob nothing is.
    package func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let frames else { return try file.fill(buffer, at: offset) }
        return try Self.blaming(digest, file) { try frames.withLock { try $0.read(at: offset, into: buffer) } }
    }

    /// Lends the whole content to `body`, piece by piece, and throws at the end unless it was what the digest says.
    package func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        var hash = ContentHash(digest.algorithm)
        try forEachUnverifiedPiece { piece in
            try Interruption.check(file.path)
            hash.update(piece)
            try body(piece)
        }
        let found = hash.digest()
        guard found == digest else { throw StoreError.corrupt(digest, file.path, .content(found: found)) }
    }

    /// Lends the content from `offset` to `body`, up to `end` or to its end; verified as `read` verifies, and held
    /// against the length.
    package func forEachPiece(
        from offset: Int64, to end: Int64?, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceLength, alignment: 64)
        defer { buffer.deallocate() }
        let end = min(end ?? size, size)
        var offset = offset
        while offset < end {
            try Interruption.check(file.path)
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(Int(end - offset)))
            let count = try read(at: offset, into: room)
            guard count > 0 else {
                throw StoreError.corrupt(digest, file.path, .length(expected: size, found: try file.status().length))
            }
            try body(UnsafeRawBufferPointer(rebasing: room[..<count]))
            offset += Int64(count)
        }
    }

    private func forEachUnverifiedPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        if let frames {
            // A reader of its own: the shared one would be locked for as long as `body` takes.
            let table = frames.withLock { $0.table }
            return try Self.blaming(digest, file) { try FrameReader(table, source: file).forEachChunk(body) }
        }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceLength, alignment: 64)
        defer { buffer.deallocate() }
        var offset: Int64 = 0
        while true {
            let count = try file.fill(buffer, at: offset)
            if count == 0 { return }
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            offset += Int64(count)
        }
    }

    private static let pieceLength = 256 << 10

    /// What the driver finds wrong with a stream is what is wrong with the blob.
    private static func blaming<Value: ~Copyable>(
        _ digest: Digest, _ file: OpenFile, _ body: () throws -> Value
    ) throws -> Value {
        do {
            return try body()
        } catch CompressionError.unreadable(let cause) {
            throw cause
        } catch let error as CompressionError {
            throw StoreError.corrupt(digest, file.path, .unreadable(error.description))
        }
    }
}

extension Store {
    /// Opens a blob to be read; nil when the store does not have it.
    package func open(_ digest: Digest) throws -> BlobReader? {
        while let blob = try blob(digest) {
            do {
                let reader = try reader(of: blob)
                noteUse(of: blob)
                return reader
            } catch let error as StoreError {
                // Evicted since we looked, and perhaps written anew: then the row tells something else by now.
                if try self.blob(digest) == blob { throw error }
            }
        }
        return nil
    }

    /// Opens the file of a blob, which must be as its row says. Does not count as use.
    func reader(of blob: Blob) throws -> BlobReader {
        let path = path(of: blob)
        func check(_ found: Int64, against expected: Int64) throws {
            guard found != expected else { return }
            throw StoreError.corrupt(blob.digest, path, .length(expected: expected, found: found))
        }
        do {
            let file = try OpenFile(path, .read, on: system)
            // First, so that a file that was cut short is called that, and not one without a seek table.
            try check(file.status().length, against: blob.stored)
            let reader = try BlobReader(blob.digest, blob.encoding, file)
            try check(reader.size, against: blob.size)
            return reader
        } catch let error as SystemError where error.code == .notFound {
            throw StoreError.missing(blob.digest, path)
        }
    }

    func path(of blob: Blob) -> Path {
        layout.file(of: blob.digest, blob.encoding)
    }

    /// Not worth failing for: a blob can be read on a full disk as well.
    private func noteUse(of blob: Blob) {
        let now = clock.now()
        guard isWritable, Worth.isStale(blob.used, at: now) else { return }
        try? index.write { try $0.touch(blob, at: now) }
    }
}
