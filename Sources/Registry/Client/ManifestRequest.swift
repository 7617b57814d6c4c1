internal import HTTP
internal import Hashing
internal import OCI
internal import Values

/// A document that is asked for, and what makes an answer one.
struct ManifestRequest {
    let reference: ManifestReference
    let asked: RegistryRequest

    /// All that is understood; a registry may have one in several forms.
    private static let accepted = [
        MediaType.index, MediaType.manifest, MediaType.dockerIndex, MediaType.dockerManifest,
    ].joined(separator: ", ")
    /// What servers say that do not know.
    private static let vagueTypes: Set = ["", "application/json", "application/octet-stream", "text/plain"]

    init(_ method: HTTPRequest.Method, _ repository: String, _ reference: ManifestReference) {
        self.reference = reference
        var asked = RegistryRequest(
            method, "manifests/\(reference)", of: repository, [.pull], "manifest \(reference) of \(repository)",
            headers: ["Accept": Self.accepted])
        if case .tag = reference { asked.isOnTrust = true }
        self.asked = asked
    }

    private var askedDigest: Digest? {
        if case .digest(let digest) = reference { digest } else { nil }
    }

    /// What the headers alone say; nil where they do not say all of it.
    func descriptor(_ answer: RegistryAnswer, _ endpoint: Endpoint) throws -> Descriptor? {
        let type = Self.essence(answer.headers["Content-Type"] ?? "")
        guard let digest = answer.headers["Docker-Content-Digest"].flatMap({ Digest($0) }),
            let size = answer.headers.number("Content-Length"), size <= JSON.sizeLimit, !Self.vagueTypes.contains(type)
        else { return nil }
        if let askedDigest { try endpoint.hold(answer, to: askedDigest, asked.what) }
        try refuseOld(type, endpoint)
        return Descriptor(mediaType: type, digest: askedDigest ?? digest, size: size)
    }

    /// The document in an answer, if it is what was asked for, and what it is said to be.
    func document(_ answer: RegistryAnswer, _ endpoint: Endpoint) throws -> RemoteManifest {
        let told = answer.headers["Docker-Content-Digest"].flatMap { Digest($0) }
        let digest = ContentHash.digest(of: answer.body, askedDigest?.algorithm ?? told?.algorithm ?? .sha256)
        for expected in [askedDigest, told].compactMap(\.self)
        where expected.algorithm == digest.algorithm && expected != digest {
            throw RegistryFault.wrongDigest(asked.what, registry: endpoint.name, expected: expected, found: digest)
        }
        return RemoteManifest(mediaType: try type(of: answer, endpoint), digest: digest, bytes: answer.body)
    }

    private func type(of answer: RegistryAnswer, _ endpoint: Endpoint) throws -> String {
        let told = Self.essence(answer.headers["Content-Type"] ?? "")
        try refuseOld(told, endpoint)
        let json: JSON
        do throws(JSONFault) {
            json = try JSON(parsing: answer.body)
        } catch {
            throw endpoint.badAnswer(asked, "\(DocumentFault.json(error))")
        }
        let own = json["mediaType"]?.string
        if let own { try refuseOld(own, endpoint) }
        if json["fsLayers"] != nil { throw endpoint.badAnswer(asked, "\(DocumentFault.schema1)") }
        if let own, !Self.vagueTypes.contains(told), own != told {
            throw endpoint.badAnswer(asked, "it comes as \"\(told)\", and calls itself \"\(own)\"")
        }
        if let type = own ?? (Self.vagueTypes.contains(told) ? nil : told) { return type }
        // A document of OCI need not say what it is.
        if json["config"] != nil, json["manifests"] == nil { return MediaType.manifest }
        if json["manifests"] != nil, json["config"] == nil { return MediaType.index }
        throw endpoint.badAnswer(asked, "\(DocumentFault.unknownKind)")
    }

    private func refuseOld(_ type: String, _ endpoint: Endpoint) throws {
        guard type.hasPrefix("application/vnd.docker.distribution.manifest.v1+") else { return }
        throw endpoint.badAnswer(asked, "\(DocumentFault.schema1)")
    }

    /// A media type without its parameters.
    private static func essence(_ type: String) -> String {
        type.prefix { $0 != ";" }.split(separator: " ").first.map { $0.lowercased() } ?? ""
    }
}
