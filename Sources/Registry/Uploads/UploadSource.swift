internal import HTTP
internal import Hashing
package import OCI
internal import Values

/// The bytes of a blob that is sent, as bodies of requests.
final class UploadSource {
    /// Up to this a body is read as a whole, so that it can be sent again over another connection without anybody noticing.
    private static let wholeLimit: Int64 = 1 << 20

    /// How many bytes were handed over, those that had to go again included.
    private(set) var sent: Int64 = 0

    private let blob: Descriptor
    private let content: any UploadContent
    private let progress: (Int64) -> Void

    init(_ blob: Descriptor, _ content: any UploadContent, _ progress: @escaping (Int64) -> Void) {
        (self.blob, self.content, self.progress) = (blob, content, progress)
    }

    /// The body with the bytes of a range.
    func body(_ range: Range<Int64>) throws -> HTTPRequest.Body {
        if Int64(range.count) <= Self.wholeLimit { return .bytes(try bytes(range)) }
        var place = range.lowerBound
        return .stream(length: Int64(range.count)) { [self] buffer in
            let count = min(Int64(buffer.count), range.upperBound - place)
            let part = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(Int(count)))
            let read = try fill(part, at: place)
            place += Int64(read)
            return read
        }
    }

    private func bytes(_ range: Range<Int64>) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        var done = 0
        while done < bytes.count {
            let part = done
            done += try bytes.withUnsafeMutableBytes { buffer in
                try fill(
                    UnsafeMutableRawBufferPointer(rebasing: buffer[part...]), at: range.lowerBound + Int64(part))
            }
        }
        return bytes
    }

    /// The digest of all of it, read once more.
    func digest(by algorithm: Digest.Algorithm) throws -> Digest {
        var hash = ContentHash(algorithm)
        var place: Int64 = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { buffer.deallocate() }
        while place < blob.size {
            let part = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(Int(clamping: blob.size - place)))
            let count = try CallersError.marking { try content.read(at: place, into: part) }
            guard 0 < count, count <= part.count else { break }
            hash.update(UnsafeRawBufferPointer(rebasing: part.prefix(count)))
            place += Int64(count)
        }
        return hash.digest()
    }

    private func fill(_ buffer: UnsafeMutableRawBufferPointer, at place: Int64) throws -> Int {
        let count = try CallersError.marking { try content.read(at: place, into: buffer) }
        guard 0 < count, count <= buffer.count else {
            throw CallersError(cause: UploadFault.ended(at: place, of: blob))
        }
        sent += Int64(count)
        progress(place + Int64(count))
        return count
    }
}

/// Why a blob cannot be sent that no registry is to blame for.
package enum UploadFault: Error, Equatable {
    /// There are fewer bytes than it should have.
    case ended(at: Int64, of: Descriptor)
}

extension UploadFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .ended(let place, let blob): "blob \(blob.digest) ends after \(place) of its \(blob.size) bytes"
        }
    }
}
