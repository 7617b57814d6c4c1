package import OCI
package import Values

/// Why images could not be taken from an archive or a directory. Nothing has a name then that had none before.
package enum LoadFault: Error {
    /// Neither an OCI layout nor what `docker save` writes.
    case notImages
    case noImages
    case noLayout(String)
    case unsafeName(String)
    case unknownDigest(String)
    case twice(String)
    case tooManyFiles(limit: Int)
    case tooLarge(String, limit: Int)
    case document(String, DocumentFault)
    case wrongKind(String, expected: String)
    case missing(String, of: String)
    case wrongDigest(String, found: Digest)
    case wrongSize(String, expected: Int64, found: Int64)
    /// The configuration of an image knows of more or fewer.
    case layerCount(String, expected: Int, found: Int)
    case nestedTooDeeply(String)
    case badName(String, ReferenceFault)
    /// A name was given for what are several images.
    case severalImages(Int)
}

extension LoadFault {
    package var hint: String? {
        switch self {
        case .notImages: "it is to be what `docker save`, `hearth save` or an output of type oci or docker writes"
        case .document(_, let fault): fault.hint
        case .badName(_, let fault): fault.hint
        case .severalImages: "leave out --name"
        default: nil
        }
    }
}

extension LoadFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notImages: "there are no images in it: neither index.json nor manifest.json"
        case .noImages: "there are no images in it"
        case .noLayout(let path): "there is no OCI layout in \(path)"
        case .unsafeName(let name): "\"\(name)\" leads out of it"
        case .unknownDigest(let name): "\"\(name)\" is not named by a digest"
        case .twice(let name): "\"\(name)\" is in it twice"
        case .tooManyFiles(let limit): "it has more than \(limit) files"
        case .tooLarge(let name, let limit): "\"\(name)\" has more than \(ByteCount(limit))"
        case .document(let name, let fault): "\"\(name)\" \(fault)"
        case .wrongKind(let name, let expected): "\"\(name)\" must be \(expected)"
        case .missing(let name, let parent): "\"\(name)\" is missing, which \"\(parent)\" names"
        case .wrongDigest(let name, let found): "\"\(name)\" is damaged: it holds \(found)"
        case .wrongSize(let name, let expected, let found):
            "\"\(name)\" has \(Quantity(Int(clamping: found), "byte")) instead of \(expected)"
        case .layerCount(let name, let expected, let found):
            "\"\(name)\" has \(Quantity(found, "layer")), and its configuration names \(expected)"
        case .nestedTooDeeply(let name): "the index \"\(name)\" stands in too many others"
        case .badName(let name, let fault): "an image in it is called \"\(name)\": \(fault)"
        case .severalImages(let count): "there are \(count) images in it, and one name is given"
        }
    }
}
