internal import ContentStore
internal import Host
internal import OCI
internal import Synchronization
internal import Transfers
internal import Values

/// What registries answer, each asked once for a name. When the first is asked, all names are looked up that a plan is
/// expected to need: several at once, since most of the time goes by with waiting.
final class ImageLookups: Sendable {
    private let registries: ImageRegistries
    private let store: Store
    /// Keeps the documents of what was found.
    private let held = Mutex<Lease?>(nil)
    private let expected = Mutex<(@Sendable () -> [ImageRequest])?>(nil)
    private let lookups = Mutex<[ImageRequest: Lookup]>([:])

    /// One name for all platforms that are expected, and what came of it. Who asks meanwhile waits.
    private final class Lookup: Sendable {
        let requests: [ImageRequest]
        let answer = Mutex<Result<Digest?, any Error>?>(nil)

        init(_ requests: [ImageRequest]) {
            self.requests = requests
        }
    }

    init(_ registries: ImageRegistries, in store: Store) {
        self.registries = registries
        self.store = store
    }

    var isRequired: Bool { registries.isRequired }

    /// `requests` is asked for once, and not where nothing is looked up.
    func expect(_ requests: @escaping @Sendable () -> [ImageRequest]) {
        expected.withLock { $0 = requests }
    }

    /// What the name leads to; nil where its registry has no such image.
    func digest(for request: ImageRequest) throws -> Digest? {
        let requests = expected.withLock { expected in
            defer { expected = nil }
            return expected
        }
        if let requests { lookUp(claim(requests() + [request])) }
        let lookup = lookups.withLock { lookups in
            let lookup = lookups[request] ?? Lookup([request])
            lookups[request] = lookup
            return lookup
        }
        return try answer(lookup).get()
    }

    /// A lookup for each name, of which nothing is known yet.
    private func claim(_ requests: [ImageRequest]) -> [Lookup] {
        lookups.withLock { lookups in
            let open = Set(requests).filter { lookups[$0] == nil }
            let names = Dictionary(grouping: open) { ImageName(reference: $0.reference, isNewest: $0.isNewest) }
            return names.values.map { requests in
                let lookup = Lookup(requests.sorted { $0.platform.description < $1.platform.description })
                for request in requests { lookups[request] = lookup }
                return lookup
            }
        }
    }

    private struct ImageName: Hashable {
        let reference: ImageReference
        let isNewest: Bool
    }

    private func answer(_ lookup: Lookup) -> Result<Digest?, any Error> {
        lookup.answer.withLock { answer in
            let known = answer ?? Result { try ask(lookup.requests) }
            answer = known
            return known
        }
    }

    private func ask(_ requests: [ImageRequest]) throws -> Digest? {
        let source = requests[0].isNewest ? registries.newest : registries.usual
        return try source.resolve(requests[0].reference, for: requests.map(\.platform), under: lease())
    }

    private func lease() throws -> Lease {
        try held.withLock { held in
            let lease = try held ?? store.lease(for: "base images")
            held = lease
            return lease
        }
    }

    private func lookUp(_ lookups: [Lookup]) {
        let open = Monitor(lookups)
        let work: @Sendable () -> Void = {
            while let lookup = open.change({ $0.popLast() }) { _ = self.answer(lookup) }
        }
        let others = (1..<max(1, min(Self.width, lookups.count))).compactMap { _ in try? Worker(work) }
        withExtendedLifetime(others) { work() }
    }

    /// A registry that is asked too much at once refuses to answer.
    private static let width = 8
}
