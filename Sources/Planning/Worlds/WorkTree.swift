package import Contexts
package import DockerfileLanguage
package import Host
package import OCI
internal import Synchronization
package import Values

/// The files of this machine as they are, and the images that it has.
package final class WorkTree: PlanningWorld {
    package let surroundings: any Surroundings
    private let cache: Path?
    private let images: Images
    private let contexts = Mutex<[FileIdentity: DirectoryContext]>([:])

    /// `cache` is where stat caches are kept; nil for no place.
    package init(_ surroundings: any Surroundings, images: Images, cache: Path?) {
        self.surroundings = surroundings
        self.images = images
        self.cache = cache
    }

    package func directory(_ path: String) throws -> any ContextFiles {
        try context(path)
    }

    /// One directory is one context, by whatever path it is reached.
    func context(_ path: String) throws -> DirectoryContext {
        let root = Path(word: SlashPath.join(surroundings.workingDirectory, path))
        guard let identity = surroundings.identity(of: path) else {
            return DirectoryContext(root: root, cache: cache)
        }
        if let known = contexts.withLock({ $0[identity] }) { return known }
        // It reads its stat cache, which nobody else should wait for.
        let new = DirectoryContext(root: root, cache: cache)
        return contexts.withLock { contexts in
            if let known = contexts[identity] { return known }
            contexts[identity] = new
            return new
        }
    }

    package func image(_ request: ImageRequest) throws -> BaseImage {
        try images.image(request)
    }

    package func expect(_ requests: @escaping @Sendable () -> [ImageRequest]) { images.expect(requests) }

    /// What registries were asked for, and did not answer.
    package var warnings: [Diagnostic] { images.warnings }

    package func layout(_ reference: LayoutReference, named name: String, for platform: Platform) throws -> BaseImage {
        try images.image(
            named: name, in: reference, from: Path(word: surroundings.workingDirectory), for: platform)
    }

    package func place(of manifest: Digest) -> ImagePlace? { images.place(of: manifest) }

    /// Keeps what was learnt of the files, for the next plan.
    package func save() {
        for context in contexts.withLock({ Array($0.values) }) { context.save() }
    }

    /// What looking at the files took.
    package var figures: ScanFigures {
        contexts.withLock { $0.values.map(\.figures) }.reduce(into: ScanFigures(), +=)
    }
}
