internal import Host
package import Values

/// One registry: its manifests, blobs and tags. Any thread may ask; each call waits for its answer.
///
/// What fails in passing is tried again, with pauses that grow, until `RegistrySettings.patience` is used up; then the last
/// `RegistryFault` is thrown. Tokens are fetched as the registry asks for them and are renewed. Every byte that comes is held
/// against the digest and size that it was asked for by.
///
/// What is pulled is asked of the mirrors first, in their order: one that fails, or has nothing, is passed over. What is
/// changed, and what is listed, is a matter of the registry itself.
package final class RegistryClient: Sendable {
    package let registry: String

    let mirrors: [Endpoint]
    let home: Endpoint
    let retrying: Retrying
    let measures: Measures
    /// Held while a fallback tag is read, changed and written.
    let fallbackTags = Guarded(())

    /// `notice` hears, in words for people and without secrets, that something is tried again and why.
    package convenience init(
        _ registry: String, _ settings: RegistrySettings, _ credentials: any CredentialSource,
        notice: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        let retrying = Retrying(patience: settings.patience, notice: notice)
        self.init(registry, settings, credentials, retrying, Measures())
    }

    init(
        _ registry: String, _ settings: RegistrySettings, _ credentials: any CredentialSource, _ retrying: Retrying,
        _ measures: Measures, clock: WallClock = .system
    ) {
        self.registry = registry
        self.retrying = retrying
        self.measures = measures
        home = Endpoint(registry: registry, settings, credentials, clock)
        mirrors = settings[registry].mirrors.compactMap { Endpoint(mirror: $0, settings, credentials, clock) }
    }

    /// How much is asked for and sent at once.
    struct Measures: Sendable {
        /// Blobs up to this size are sent in one piece, larger ones in chunks of this size.
        var chunk: Int64 = 64 << 20
        /// Tags that are asked for on one page.
        var page = 1000
        /// What no list of tags or referrers has.
        var pageLimit = 10_000
        /// Of a manifest, and of what lists tags or referrers.
        var documentLimit = JSON.sizeLimit
    }
}

package enum ManifestReference: Hashable, Sendable {
    case tag(String)
    case digest(Digest)
}

extension ManifestReference: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tag(let tag): tag
        case .digest(let digest): "\(digest)"
        }
    }
}

/// Who is asked for what is pulled.
package enum PullSource: Hashable, Sendable {
    case mirrorsFirst
    /// For what has to be as it is now, such as a tag that is about to move.
    case registryAlone
}

/// A manifest or an index as bytes.
package struct RemoteManifest: Equatable, Sendable {
    package var mediaType: String
    package var digest: Digest
    package var bytes: [UInt8]

    package init(mediaType: String, digest: Digest, bytes: [UInt8]) {
        self.mediaType = mediaType
        self.digest = digest
        self.bytes = bytes
    }
}

/// Bytes that can be sent from any place on, more than once.
package protocol UploadContent {
    /// Fills as much of `buffer` as there is from `offset`; less only at the end.
    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

/// An upload that has begun: where it goes on, and how much the registry has.
package struct UploadState: Equatable, Sendable {
    package var location: String
    package var offset: Int64

    package init(location: String, offset: Int64) {
        self.location = location
        self.offset = offset
    }
}

package enum UploadOutcome: Equatable, Sendable {
    case mounted(from: String)
    /// How many bytes went over.
    case sent(Int64)
}
