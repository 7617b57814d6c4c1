internal import DockerfileLanguage
internal import OCI
internal import Synchronization
internal import Values

/// Stands in for the sources of a target, and writes down which images its stages ask for. What those say of themselves may ask
/// for more, which is not known yet.
final class ExpectedImages: StageSources {
    private let contexts: TargetContexts
    private let found = Mutex<[ImageRequest]>([])

    init(_ contexts: TargetContexts) {
        self.contexts = contexts
    }

    var all: [ImageRequest] { found.withLock { $0 } }

    func context(named name: String, for platform: Platform) throws -> NamedSource? {
        switch contexts.address(of: name) {
        case nil: return nil
        case .directory?, .remote?: return .files(name)
        case .image(let image)? where !contexts.isScratch(image):
            return .image(try self.image(ImageReference(image), for: platform))
        case .image?, .layout?, .target?: return .image(guess(name, platform))
        }
    }

    func image(_ reference: ImageReference, for platform: Platform) throws -> BaseImage {
        let request = contexts.request(reference, for: platform)
        found.withLock { if !$0.contains(request) { $0.append(request) } }
        return guess(reference.description, platform)
    }

    private func guess(_ name: String, _ platform: Platform) -> BaseImage {
        BaseImage(name: name, origin: .unknown, configuration: .guess(for: platform))
    }
}
