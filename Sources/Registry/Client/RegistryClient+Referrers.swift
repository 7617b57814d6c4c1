internal import HTTP
internal import Host
package import OCI
package import Values

extension RegistryClient {
    /// What refers to a manifest: by the API, else by the fallback tag.
    package func referrers(of digest: Digest, in repository: String) throws -> [Descriptor] {
        let request = RegistryRequest(
            .get, "referrers/\(digest)", of: repository, [.pull], "the referrers of \(digest) in \(repository)",
            headers: ["Accept": MediaType.index])
        var found: [Descriptor] = []
        do {
            let isKnown = try pages(of: request) { found += try Self.index($0).manifests }
            if isKnown { return found }
        } catch is NoIndex {
        } catch RegistryFault.refused(_, _, let status, _) where [400, 405, 406, 501].contains(status) {
        }
        guard let tagged = try manifest(repository, .tag(Self.fallbackTag(of: digest)), from: .registryAlone) else {
            return []
        }
        guard let index = try? Index(parsing: tagged.bytes) else {
            throw home.badAnswer(request, "its tag for them leads to something else than an index")
        }
        return index.manifests
    }

    /// It does not know what was asked: some servers answer anything with a page for people.
    private struct NoIndex: Error {}

    private static func index(_ answer: RegistryAnswer) throws -> Index {
        guard let index = try? Index(parsing: answer.body) else { throw NoIndex() }
        return index
    }

    static func fallbackTag(of digest: Digest) -> String { "\(digest.algorithm.rawValue)-\(digest.hex)" }

    /// Adds a document to those that the fallback tag of its subject lists. Two who do so at once, from two processes, may
    /// lose one of them: the tag has no better protocol.
    func refer(from document: RemoteManifest, to subject: Digest, in repository: String) throws {
        let tag = ManifestReference.tag(Self.fallbackTag(of: subject))
        try fallbackTags.withLock { _ in
            let tagged = try manifest(repository, tag, from: .registryAlone)
            var list = try ReferrerList(tagged?.bytes, tag: "\(tag)", registry: registry)
            guard list.add(document) else { return }
            try put(list.document, to: repository, as: tag)
        }
    }
}
