package import Values

/// Why the image that a name leads to could not be had.
package enum ImageFault: Error {
    /// The blob, and the manifest or index that led to it, which may be itself.
    case missingBlob(Digest, of: Digest)
    case unreadable(Digest, any Error)
    case tooLarge(Digest, size: Int64, limit: Int)
    case wrongSize(Digest, expected: Int64, found: Int64)
    case wrongDigest(expected: Digest, found: Digest)
    case document(Digest, DocumentFault)
    case nestedTooDeeply(Digest)
    case noImageForPlatform(Platform, available: [Platform])
}

extension ImageFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missingBlob(let digest, let parent) where digest == parent: "the blob \(digest) is missing"
        case .missingBlob(let digest, let parent): "the blob \(digest) of the image \(parent) is missing"
        case .unreadable(let digest, let cause): "the blob \(digest) cannot be read: \(cause)"
        case .tooLarge(let digest, let size, let limit):
            "the blob \(digest) has \(ByteCount(size)), more than the \(ByteCount(limit)) that a document may have"
        case .wrongSize(let digest, let expected, let found):
            "the blob \(digest) has \(Quantity(Int(clamping: found), "byte")) instead of \(expected)"
        case .wrongDigest(let expected, let found): "the blob \(expected) is damaged: it holds \(found)"
        case .document(let digest, let fault): "the blob \(digest) \(fault)"
        case .nestedTooDeeply(let digest): "the index \(digest) stands in too many others"
        case .noImageForPlatform(let platform, _): "there is no image for \(platform)"
        }
    }

    package var hint: String? {
        switch self {
        case .document(_, let fault): fault.hint
        case .noImageForPlatform(_, []): nil
        case .noImageForPlatform(_, let available):
            "there is one for \(available.prefix(12).map(\.description).joined(separator: ", "))"
        case .missingBlob, .unreadable, .tooLarge, .wrongSize, .wrongDigest, .nestedTooDeeply: nil
        }
    }
}
