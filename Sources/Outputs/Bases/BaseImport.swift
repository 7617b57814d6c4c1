package import ContentStore
internal import Hashing
package import Host
internal import Layers
internal import OCI
internal import Transfers
package import Values

/// Takes base-image tarballs into the store. docs/base-tarball-format.md says what is held against what; nothing counts before all of it was.
package struct BaseImport {
    private let store: Store

    package init(_ store: Store) {
        self.store = store
    }

    /// Takes the file in from its beginning. `isStream`: whether it can only be read as it comes, as a pipe. `progress` hears how many bytes more of the
    /// file were read.
    package func take(
        _ file: OpenFile, isStream: Bool, progress: @escaping (Int64) -> Void = { _ in }
    ) throws -> ImportedBase {
        let lease = try store.lease(for: "import")
        let intake = BaseIntake(store, lease)
        let list: BaseTarball
        do {
            try BaseUnpacking(file, isStream: isStream, progress: progress).unpack(into: intake)
            list = try intake.finish()
            try check(list)
        } catch {
            intake.abandon(error)
            throw error
        }
        return try withExtendedLifetime(lease) { try keep(list, added: intake.added) }
    }

    // MARK: - Checking

    private func check(_ list: BaseTarball) throws {
        for record in list.records { try check(record) }
        for name in list.names { _ = try FoundImage.full(name.name) }
        for name in list.imageNames { _ = try FoundImage.full(name) }
        let layers = try LayerStore(store)
        let unknown = try list.layers.map(\.layer).filter { try store.layer($0.diffID) == nil }
        let faults = Parallel.map(unknown, fewest: 1) { layer in Result { try layers.check(layer) } }
        for fault in faults {
            do { try fault.get() } catch LayerFault.damagedTree(let digest, let words) {
                throw BaseTarballFault.damagedTree(digest, words)
            }
        }
    }

    private func check(_ record: StepRecord) throws(BaseTarballFault) {
        var hash = FramedHash(record.kind == .recipe ? "hearth.step.v1" : "hearth.content.v1")
        guard let json = try? JSON(parsing: record.ingredients, limit: record.ingredients.count) else {
            throw .wrongKey(record.key)
        }
        for pair in json.elements ?? [] {
            guard let name = pair[0]?.string, let value = pair[1]?.string else { throw .wrongKey(record.key) }
            hash.add(name, value)
        }
        guard hash.digest() == record.key else { throw .wrongKey(record.key) }
    }

    // MARK: - Keeping

    private func keep(_ list: BaseTarball, added: Int64) throws -> ImportedBase {
        for part in list.documents { try noteParts(of: part.digest) }
        for layer in list.layers where try store.layer(layer.layer.diffID) == nil {
            try store.note(layer.layer)
            if !layer.apart.isEmpty { try store.note(layer.apart.map(\.digest), of: layer.layer.tree) }
        }
        try store.keep(list.records, sparesYounger: true)
        try store.keep(
            list.results.filter { result in
                try !store.targets(for: result.key).contains { $0.platform == result.platform }
            })
        var known: [String: Digest] = [:]
        for reference in try store.references() { known[reference.name] = reference.digest }
        var others: [String] = []
        for name in list.names {
            guard let reference = try? ImageReference(name.name), reference.digest == nil else { continue }
            if let digest = known[name.name] {
                if digest != name.digest { others.append(name.name) }
            } else {
                try store.setReference(name.name, to: name.digest)
            }
        }
        for name in list.imageNames {
            if let digest = known[name], digest != list.image {
                others.append(name)
            } else {
                try store.setReference(name, to: list.image)
            }
        }
        return ImportedBase(
            target: list.target, key: list.key, layers: list.layers.count, size: list.size, added: added,
            otherNames: others)
    }

    /// Has a document of an image keep those that it leads to, as far as they are there.
    private func noteParts(of digest: Digest) throws {
        guard let bytes = try StoredDocuments(store).blob(digest, limit: JSON.sizeLimit) else { return }
        try store.noteParts(of: digest, bytes)
    }
}

extension BaseTarball {
    /// Of the layers.
    fileprivate var size: Int64 { layers.reduce(0) { $0 &+ $1.layer.size } }
}

/// What came of taking in a base-image tarball.
package struct ImportedBase: Equatable, Sendable {
    package let target: String
    /// As it was when the file was written.
    package let key: Digest
    package let layers: Int
    /// Of the layers.
    package let size: Int64
    /// How many bytes of blobs the store did not have.
    package let added: Int64
    /// Names that lead to other images here than the target was made on.
    package let otherNames: [String]
}
