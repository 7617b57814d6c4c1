internal import OCI
internal import Values

/// Why an image cannot be copied that no registry is to blame for.
enum ImageCopyFault: Error {
    /// More than anybody makes, and than there is to be room for.
    case tooManyDocuments(limit: Int)
    case documentsTooLarge(limit: Int64)
    case nestedTooDeeply(Digest)
    case document(Digest, DocumentFault)
}

extension ImageCopyFault: CustomStringConvertible {
    var description: String {
        switch self {
        case .tooManyDocuments(let limit): "more than \(limit) manifests belong to it"
        case .documentsTooLarge(let limit): "the manifests that belong to it have more than \(ByteCount(limit))"
        case .nestedTooDeeply(let digest): "the index \(digest) stands in too many others"
        case .document(let digest, let fault): "the manifest \(digest) \(fault)"
        }
    }
}
