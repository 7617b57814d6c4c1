internal import HTTP
internal import Hashing
package import OCI
internal import Values

extension RegistryClient {
    /// What a tag or a digest leads to, without its bytes; nil where the registry has none.
    package func descriptor(
        _ repository: String, _ reference: ManifestReference, from source: PullSource = .mirrorsFirst
    ) throws -> Descriptor? {
        try pulling(from: source) { endpoint in
            let request = ManifestRequest(.head, repository, reference)
            let answer = try endpoint.ask(request.asked)
            switch answer.status {
            case 200..<300:
                if let descriptor = try request.descriptor(answer, endpoint) { return descriptor }
            case 404: return nil
            // Not all that know manifests know this way to ask.
            case 400, 405, 406, 501: break
            default: throw endpoint.fault(answer, to: request.asked)
            }
            let document = try self.manifest(repository, reference, endpoint)
            return document.map {
                Descriptor(mediaType: $0.mediaType, digest: $0.digest, size: Int64($0.bytes.count))
            }
        }
    }

    /// The document under a tag or a digest, held against the digest; nil where the registry has none.
    package func manifest(
        _ repository: String, _ reference: ManifestReference, from source: PullSource = .mirrorsFirst
    ) throws -> RemoteManifest? {
        try pulling(from: source) { try manifest(repository, reference, $0) }
    }

    private func manifest(
        _ repository: String, _ reference: ManifestReference, _ endpoint: Endpoint
    ) throws -> RemoteManifest? {
        let request = ManifestRequest(.get, repository, reference)
        guard let answer = try endpoint.asking(request.asked, limit: measures.documentLimit) else { return nil }
        return try request.document(answer, endpoint)
    }

    /// Puts a document under its digest, or under a tag. Throws where the registry takes it for another digest. `subject` is what
    /// the document refers to: where the registry does not list referrers itself, the fallback tag is brought up to date.
    package func put(
        _ document: RemoteManifest, to repository: String, as reference: ManifestReference, subject: Descriptor? = nil
    ) throws {
        let answer = try put(document, to: repository, as: reference)
        guard let subject, answer.headers["OCI-Subject"] == nil else { return }
        try refer(from: document, to: subject.digest, in: repository)
    }

    @discardableResult func put(
        _ document: RemoteManifest, to repository: String, as reference: ManifestReference
    ) throws -> RegistryAnswer {
        var request = RegistryRequest(
            .put, "manifests/\(reference)", of: repository, [.pull, .push], "manifest \(reference) of \(repository)",
            headers: ["Content-Type": document.mediaType])
        request.body = { .bytes(document.bytes) }
        return try retrying.run { _ in
            let answer = try home.ask(request)
            guard answer.response.isSuccess else { throw home.fault(answer, to: request) }
            try home.hold(answer, to: document.digest, request.what)
            return answer
        }
    }

    /// False where there was none. Some registries refuse this: `.notAllowed`.
    package func delete(_ repository: String, _ reference: ManifestReference) throws -> Bool {
        let what = "manifest \(reference) of \(repository)"
        let request = RegistryRequest(.delete, "manifests/\(reference)", of: repository, [.pull, .delete], what)
        var tries = 0
        return try retrying.run { _ in
            tries += 1
            let answer = try home.ask(request)
            if answer.response.isSuccess { return true }
            // What is gone after a try that broke off was there before it.
            if answer.status == 404 { return tries > 1 }
            if answer.status == 405 || answer.complaint.codes.contains("UNSUPPORTED") {
                throw RegistryFault.notAllowed("delete \(what)", registry: registry)
            }
            throw home.fault(answer, to: request)
        }
    }
}
