internal import OCI
internal import Registry

extension RegistryQuestion {
    /// Asks, and tells the answer.
    func answer(by registries: Registries, _ tell: (TransferMessage) -> Void) throws {
        let client = registries[image.registry]
        switch self {
        case .tags:
            guard let tags = try client.tags(of: image.repository) else {
                throw RegistryFault.notFound("repository \(image.repository)", registry: image.registry)
            }
            // No line is to be longer than whoever reads them takes.
            for start in stride(from: 0, to: tags.count, by: Self.tagsPerLine) {
                tell(.names(Array(tags[start..<min(start + Self.tagsPerLine, tags.count)])))
            }
        case .delete: try delete(by: client)
        }
    }

    private func delete(by client: RegistryClient) throws {
        let reference = ManifestReference(image)
        let isThere: Bool
        do {
            isThere = try client.delete(image.repository, reference)
        } catch RegistryFault.notAllowed {
            throw DeletionFault.nothingGoes(image)
        } catch RegistryFault.refused(_, _, 400, _) where image.digest == nil {
            // To those that know digests alone a tag is a bad one.
            let found = try client.descriptor(image.repository, reference, from: .registryAlone)
            if found != nil { throw DeletionFault.tagStays(image, leadingTo: found?.digest) }
            isThere = false
        }
        if isThere { return }
        throw RegistryFault.notFound("manifest \(reference) of \(image.repository)", registry: image.registry)
    }

    private static let tagsPerLine = 1000
}
