internal import Values

/// Why an OCI layout does not have the image that it is asked for.
package enum LayoutFault: Error {
    /// A reference without a directory.
    case noDirectory(String)
    case badDigest(String, of: String)
    /// There is nothing, or no directory.
    case noLayout(path: String)
    case noIndex(path: String)
    case unreadableIndex(path: String, any Error)
    case badIndex(path: String, DocumentFault)
    case unknownTag(String, path: String, known: [String], images: Int)
    case image(LayoutReference, ImageFault)
}

extension LayoutFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noDirectory(let text): "\"\(text)\" names no directory"
        case .badDigest(let digest, let text): "\"\(digest)\" is not a digest: \"\(text)\""
        case .noLayout(let path): "there is no OCI layout in \"\(path)\": it is not a directory"
        case .noIndex(let path): "there is no OCI layout in \"\(path)\": it has no index.json"
        case .unreadableIndex(let path, let cause):
            "the index.json of the OCI layout \"\(path)\" cannot be read: \(cause)"
        case .badIndex(let path, let fault): "the index.json of the OCI layout \"\(path)\" \(fault)"
        case .unknownTag(_, let path, _, 0): "the OCI layout \"\(path)\" has no image"
        case .unknownTag(let tag, let path, _, _): "the OCI layout \"\(path)\" has no image with the tag \"\(tag)\""
        case .image(let reference, let fault): "\(reference): \(fault)"
        }
    }

    package var hint: String? {
        switch self {
        case .noDirectory: "write \"oci-layout://DIR\" or \"oci-layout://DIR:TAG\""
        case .badDigest: "a digest is \"sha256:\" and 64 hexadecimal digits in lower case"
        case .unknownTag(let tag, _, let known, _):
            if let near = Spelling.nearest(to: tag, among: known) {
                "did you mean \"\(near)\"?"
            } else if known.isEmpty {
                "its images have no tags: name one by its digest, \"oci-layout://DIR@sha256:…\""
            } else {
                "it has \(known.prefix(12).map { "\"\($0)\"" }.joined(separator: ", "))"
            }
        case .image(_, let fault): fault.hint
        case .noLayout, .noIndex, .unreadableIndex, .badIndex: nil
        }
    }
}
