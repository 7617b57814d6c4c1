internal import BakeLanguage
package import Host
package import OCI
package import Values

/// Why a result could not be put where it was wanted.
package enum OutputFault: Error {
    // What was asked for
    case unknownAttribute(String, type: String, near: String?)
    case notBoolean(String, attribute: String)
    case notWholeNumber(String, attribute: String)
    case unknownWord(String, attribute: String, known: [String])
    case unknownType(String)
    case badName(String, ReferenceFault)
    case badAnnotation(String, hint: String?)
    /// A compression that Docker's media types have no name for.
    case needsOCITypes(compression: String)
    /// Annotations of an index or of descriptors, with Docker's media types.
    case annotationsNeedOCITypes
    case indexAnnotation(ExactText)
    case annotationWithoutImage(Platform)
    case dockerHasOnePlatform([Platform])
    case noDestination(type: String)
    case terminal(type: String)
    /// Two platforms have a file of one name, and share a directory.
    case sameFile(Path, Platform, Platform)
    case deletesTooMuch(Path)

    // What cannot be done
    /// What is pushed needs a name.
    case nameless
    case noImage(target: String)
    case missingBlob(Digest)
    /// What a registry does not have.
    case noSuchImage(ImageReference)
    /// Layers are in a registry, and nobody is to ask it.
    case layersElsewhere(of: ImageReference)
    case unsafeName(Path)
    case tooDeep(Path)
}

extension OutputFault {
    /// Whether it is for who called to put right.
    package var isUsage: Bool {
        switch self {
        case .noImage, .missingBlob, .noSuchImage, .layersElsewhere, .unsafeName, .tooDeep: false
        default: true
        }
    }

    package var hint: String? {
        switch self {
        case .unknownAttribute(_, _, let near): near.map { "did you mean \"\($0)\"?" }
        case .unknownWord(let word, _, let known):
            Spelling.nearest(to: word, among: known).map { "did you mean \"\($0)\"?" }
                ?? "it is one of \(known.joined(separator: ", "))"
        case .badName(_, let fault): fault.hint
        case .badAnnotation(_, let hint): hint
        case .needsOCITypes, .annotationsNeedOCITypes: "leave out \"oci-mediatypes=false\""
        case .indexAnnotation(let key): "write \"manifest:\(key)=…\", or build for several platforms"
        case .dockerHasOnePlatform: "use type=oci, or build for one platform"
        case .noDestination, .terminal: "add \"dest=FILE\""
        case .sameFile: "leave out \"platform-split=false\""
        case .deletesTooMuch: "name a directory below this one, or add --allow=buildx.local.delete"
        case .nameless: "give the target a tag, or the output a name: type=image,push=true,name=NAME"
        case .missingBlob: "build or load the image again"
        case .noSuchImage: "check the name and the tag"
        case .layersElsewhere(let image): "leave out --offline, or get it with `hearth pull \(image.familiar)`"
        case .notBoolean, .notWholeNumber, .unknownType, .annotationWithoutImage, .noImage, .unsafeName, .tooDeep: nil
        }
    }
}

extension OutputFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknownAttribute(let name, let type, _): "an output of type \"\(type)\" has no attribute \"\(name)\""
        case .notBoolean(let text, let name): "\"\(name)\" is \"\(text)\", and must be true or false"
        case .notWholeNumber(let text, let name): "\"\(name)\" is \"\(text)\", and must be a whole number"
        case .unknownWord(let word, let name, _): "\"\(name)\" cannot be \"\(word)\""
        case .unknownType(let type): "there is no output of type \"\(type)\""
        case .badName(let name, let fault): "the image cannot be called \"\(name)\": \(fault)"
        case .badAnnotation(let words, _): words
        case .needsOCITypes(let compression):
            "\"compression=\(compression)\" and \"oci-mediatypes=false\" cannot go together"
        case .annotationsNeedOCITypes:
            "with \"oci-mediatypes=false\" nothing but the manifest can have annotations"
        case .indexAnnotation(let key):
            "\"\(key)\" is an annotation of an index, and an image for one platform has none"
        case .annotationWithoutImage(let platform): "there is an annotation for \(platform), and no image"
        case .dockerHasOnePlatform(let platforms):
            "an output of type \"docker\" has one platform, and there are \(platforms.count): "
                + platforms.map(\.description).joined(separator: ", ")
        case .noDestination(let type): "an output of type \"\(type)\" needs a destination"
        case .terminal(let type): "an output of type \"\(type)\" is not for a terminal"
        case .sameFile(let path, let first, let second): "\(first) and \(second) both have \(path)"
        case .deletesTooMuch(let path): "\"mode=delete\" would empty \(path)"
        case .nameless: "what is pushed needs a name"
        case .noImage(let target): "the target \(target) has no image"
        case .missingBlob(let digest): "the blob \(digest) is not in the store any more"
        case .noSuchImage(let image): "there is no image \(image.familiar): \(image.registry) does not have it"
        case .layersElsewhere(let image): "layers of the image \(image.familiar) are not on this machine"
        case .unsafeName(let path): "\(path) cannot be the name of a file"
        case .tooDeep(let path): "\(path) is too deep"
        }
    }
}
