internal import Compression
internal import Host
internal import Values

/// Unpacks a base-image tarball: by several threads and no more of it than is needed where the file has a seek table, and else from front to end.
struct BaseUnpacking {
    private let file: OpenFile
    private let isStream: Bool
    private let progress: (Int64) -> Void

    /// `isStream`: whether the file can only be read as it comes. `progress` hears how many bytes more of the file were read.
    init(_ file: OpenFile, isStream: Bool, progress: @escaping (Int64) -> Void) {
        (self.file, self.isStream, self.progress) = (file, isStream, progress)
    }

    func unpack(into intake: BaseIntake) throws {
        do {
            if let reader = try seekable() { try unpack(reader, into: intake) } else { try stream(into: intake) }
        } catch CompressionError.unreadable(let cause) {
            throw cause
        } catch CompressionError.truncated {
            throw BaseTarballFault.cutShort
        } catch let error as CompressionError {
            throw BaseTarballFault.compression(error.description)
        }
    }

    /// Nil where there is no table to go by.
    private func seekable() throws -> FrameReader? {
        if isStream { return nil }
        do throws(CompressionError) {
            return try FrameReader(file)
        } catch {
            if case .unreadable = error { throw error }
            return nil
        }
    }

    private func unpack(_ reader: consuming FrameReader, into intake: BaseIntake) throws {
        try Self.check(plain: reader.table.plainLength, packed: reader.table.fileLength)
        try reader.forEachChunk(where: { intake.needs($0.plain) }) { frame, chunk in
            try Interruption.check()
            if let chunk { try intake.take(chunk) } else { intake.skip(Int64(frame.plain.count)) }
            progress(Int64(frame.compressed.count))
        }
    }

    private func stream(into intake: BaseIntake) throws {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)
        defer { room.deallocate() }
        var decoder = try ZstdDecoder()
        var packed: Int64 = 0
        while true {
            try Interruption.check()
            let count = try file.fill(room)
            if count == 0 { break }
            packed += Int64(count)
            try decoder.decode(UnsafeRawBufferPointer(rebasing: room[..<count])) { piece in
                try intake.take(piece)
                try Self.check(plain: intake.position, packed: packed)
            }
            progress(Int64(count))
        }
        try decoder.finish()
    }

    /// Nothing that is worth carrying is packed that well.
    private static func check(plain: Int64, packed: Int64) throws(BaseTarballFault) {
        if plain > smallLength, plain / max(packed, 1) > greatestRatio { throw .bomb(plain: plain, packed: packed) }
    }

    private static let smallLength: Int64 = 1 << 30
    private static let greatestRatio: Int64 = 1000
}
