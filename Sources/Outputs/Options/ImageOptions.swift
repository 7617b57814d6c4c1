internal import BakeLanguage
internal import Layers
internal import OCI
internal import Values

/// How an image is to be written: what the attributes of an output of one of the image types say.
struct ImageOptions {
    var form = LayerForm(.gzip)
    /// Whether base layers are to have that form, too.
    var forcesForm = false
    var rewritesTimes = false
    var epoch = EpochAttribute.unsaid
    var annotations: [Annotation] = []
    /// Instead of the target's tags, where that has none.
    var names: [String] = []
    /// What is called `PREFIX@DIGEST`, beside its names or for want of one.
    var danglingPrefix: String?
    var isPrefixForNameless = false
    var pushes = false
    /// Without moving any tag.
    var pushesByDigest = false
    /// Whether any certificate of the registry will do.
    var trustsAnyone = false
    /// Which of Docker's contexts is to load it.
    var dockerContext: String?
    var isArchive = true

    /// Plain layers, and nothing that anybody has asked for.
    static let plain: ImageOptions = {
        var options = ImageOptions()
        options.form = LayerForm(.none)
        options.forcesForm = true
        return options
    }()

    private init() {}

    init(_ output: Output, here: Platform) throws(OutputFault) {
        var reader = AttributeReader(output)
        isArchive = try reader.bool("tar", empty: true) ?? true
        try readForm(&reader)
        try readNames(&reader)
        rewritesTimes = try reader.bool("rewrite-timestamp") ?? false
        epoch = try EpochAttribute(&reader)
        annotations = try Self.annotations(&reader, here)
        dockerContext = reader.text("context").flatMap { $0.isEmpty ? nil : $0 }
        let asksToPush = try reader.bool("push", empty: true)
        pushes = asksToPush ?? (output.type == "registry")
        pushesByDigest = try reader.bool("push-by-digest", empty: true) ?? false
        trustsAnyone = try reader.bool("registry.insecure", empty: true) ?? false
        // They have to do with what we do not have: attestations, the stores of containerd.
        reader.pass(
            "unpack", "store", "name-canonical", "oci-artifact",
            "attestation-inline", "prefer-nondist-layers", "buildinfo", "buildinfo-attrs")
        try reader.finish()
    }

    private mutating func readForm(_ reader: inout AttributeReader) throws(OutputFault) {
        let types = try reader.bool("oci-mediatypes")
        let compression = try reader.choice("compression", as: CompressionWord.self) ?? .gzip
        forcesForm = try reader.bool("force-compression", empty: true) ?? false
        let level = try reader.integer("compression-level").map { Int(clamping: $0) }
        if types == false, compression == .zstd || compression == .estargz {
            throw .needsOCITypes(compression: compression.rawValue)
        }
        form = LayerForm(compression.compression, level: level, isDocker: types == false)
    }

    private mutating func readNames(_ reader: inout AttributeReader) throws(OutputFault) {
        names = reader.text("name").map { ImageNames.split($0) } ?? []
        for name in names { _ = try ImageNames.full(name) }
        danglingPrefix = reader.text("dangling-name-prefix").flatMap { $0.isEmpty ? nil : $0 }
        // BuildKit spells it so.
        let misspelt = try reader.bool("danging-name-empty-only", empty: true)
        let spelt = try reader.bool("dangling-name-empty-only", empty: true)
        isPrefixForNameless = misspelt ?? spelt ?? false
    }

    /// `annotation-manifest[linux/amd64].key=value`
    private static func annotations(
        _ reader: inout AttributeReader, _ here: Platform
    ) throws(OutputFault) -> [Annotation] {
        var annotations: [Annotation] = []
        for (name, value) in reader.all(beginningWith: "annotation") {
            guard let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) else {
                throw .unknownAttribute(name, type: "image", near: "annotation.KEY")
            }
            var place = name[..<dot].dropFirst("annotation".count)
            if place.first == "-" { place = place.dropFirst() }
            if place.first == nil || place.first == "[" { place = "manifest" + place }
            let key = name[name.utf8.index(after: dot)...]
            annotations.append(try AnnotationSet.annotation("\(place):\(key)=\(value)", here))
        }
        return annotations
    }

    /// The names that an image of a target gets, whole.
    func names(of target: BuiltTarget) throws(OutputFault) -> [String] {
        var full: [String] = []
        for name in target.tags.isEmpty ? names : target.tags {
            let name = try ImageNames.full(name)
            if !full.contains(name) { full.append(name) }
        }
        return full
    }
}

/// The words of `compression=`.
private enum CompressionWord: String, CaseIterable {
    case uncompressed
    case gzip
    case zstd
    case estargz

    var compression: LayerForm.Compression {
        switch self {
        case .uncompressed: .none
        case .gzip: .gzip
        case .zstd: .zstd
        case .estargz: .estargz
        }
    }
}

/// Names of images as people write them.
enum ImageNames {
    /// Several may be written in one attribute.
    static func split(_ text: String) -> [String] {
        text.utf8.split(separator: UInt8(ascii: ",")).compactMap { String($0) }
    }

    /// `docker.io/library/app:latest` for `app`.
    static func full(_ name: String) throws(OutputFault) -> String {
        do throws(ReferenceFault) {
            return try ImageReference(name).description
        } catch {
            throw .badName(name, error)
        }
    }
}
