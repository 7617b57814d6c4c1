internal import Host
internal import SQLite
package import Values

/// A blob in a repository of a registry.
package struct BlobPlace: Hashable, Sendable {
    package let registry: String
    package let repository: String
    package let digest: Digest

    package init(registry: String, repository: String, digest: Digest) {
        self.registry = registry
        self.repository = repository
        self.digest = digest
    }
}

// What was begun and can be gone on with after its process is gone, and what registries are known to have.
extension Store {
    /// Where an upload goes on, and how much of it the registry had; nil where none is known.
    package func upload(to place: BlobPlace) throws -> (location: String, offset: Int64)? {
        try index.read { try $0.upload(to: place) }
    }

    /// Notes an upload that has begun. A location may be good for whoever knows it, so it goes when it is of no use.
    package func noteUpload(to place: BlobPlace, location: String, offset: Int64) throws {
        let now = clock.now()
        try index.write { connection in
            try connection.insertUpload(to: place, location, offset, at: now)
            try connection.deleteUploads(before: now.advanced(bySeconds: -Self.uploadsKept))
        }
    }

    package func forgetUpload(to place: BlobPlace) throws {
        try index.write { try $0.deleteUpload(to: place) }
    }

    /// Notes that a repository has a blob, or had it a moment ago: a later push to that registry can mount it from there. An upload
    /// to it that had begun is of no use any more.
    package func note(_ places: [BlobPlace]) throws {
        if places.isEmpty { return }
        let now = clock.now()
        try index.write { connection in
            for place in places {
                try connection.insertPlace(place, at: now)
                try connection.deleteUpload(to: place)
            }
            try connection.trimPlaces(keeping: Self.placesKept)
        }
    }

    /// The repositories of a registry that are known to have a blob, the last noted first.
    package func repositories(of registry: String, with digest: Digest) throws -> [String] {
        try index.read { try $0.repositories(of: registry, with: digest) }
    }

    /// All places where a blob is known to be, the last noted first.
    package func places(of digest: Digest) throws -> [BlobPlace] {
        try index.read { try $0.places(of: digest) }
    }

    /// Notes that a repository has not, or no longer, what was noted of it.
    package func forget(_ place: BlobPlace) throws {
        try index.write { try $0.deletePlace(place) }
    }

    /// In seconds. Registries forget uploads sooner, as a rule.
    private static var uploadsKept: Double { 7 * 86_400 }
    private static var placesKept: Int { 100_000 }
}
