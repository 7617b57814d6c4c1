internal import BakeLanguage
internal import Contexts
internal import DockerfileLanguage
internal import OCI
internal import Values

/// The contexts of one target: what its stages may read and begin with. Each is looked for when something needs it.
///
// @unchecked: one thread at a time plans a target, or looks into its Dockerfile.
final class TargetContexts: StageSources, @unchecked Sendable {
    private let input: BuildInput
    private let world: any PlanningWorld
    private let linked: [String: PlannedTarget]
    private let guessesLinks: Bool
    private var views: [String: ContextView] = [:]
    /// What stands beside the Dockerfile, and then holds instead of the context's own.
    private var besideDockerfile: IgnoreFile?

    init(
        _ input: BuildInput, _ world: any PlanningWorld, linked: [String: PlannedTarget], guessesLinks: Bool
    ) {
        self.input = input
        self.world = world
        self.linked = linked
        self.guessesLinks = guessesLinks
    }

    var target: Target { input.target }

    private static let scratch = try? ImageReference("scratch")

    /// Finds `Dockerfile.dockerignore`, which holds for the main context even if it is empty.
    func look(beside dockerfile: FoundDockerfile) throws {
        guard let path = dockerfile.path.map({ $0 + ".dockerignore" }) else { return }
        do {
            guard let bytes = try world.surroundings.contents(of: path) else { return }
            besideDockerfile = try IgnoreFile(SourceFile(name: path, bytes: bytes))
        } catch let fault as UnreadableFile {
            throw refusal(.unreadable(fault.path, reason: fault.reason), .dockerfile)
        }
    }

    /// What is dropped from the main context.
    func mainIgnore() throws -> PathFilter? {
        if let besideDockerfile { return besideDockerfile.filter }
        // A context in the network is told of when something needs it.
        if input.files == nil, case .remote = ContextAddress(mainAddress) { return nil }
        return try view(nil).ignore
    }

    private var mainAddress: String { target.context ?? target.defaultContext ?? "." }

    func context(named name: String, for platform: Platform) throws -> NamedSource? {
        guard let key = key(for: name), let text = target.contexts[key] else { return nil }
        switch ContextAddress(text) {
        case .directory, .remote: return .files(key)
        case .image(let name): return .image(try image(named: name, of: key, for: platform))
        case .layout(let address): return .image(try layout(address, of: key, for: platform))
        case .target(let link): return .image(try image(of: link, for: platform))
        }
    }

    func image(_ reference: ImageReference, for platform: Platform) throws -> BaseImage {
        try world.image(request(reference, for: platform))
    }

    /// Where the context is that stands in for a name; nil where none does.
    func address(of name: String) -> ContextAddress? {
        key(for: name).flatMap { target.contexts[$0] }.map { ContextAddress($0) }
    }

    /// Whether `docker-image://` names that which is nothing.
    func isScratch(_ name: String) -> Bool { (try? ImageReference(name)) == Self.scratch }

    /// For an image as this target wants it.
    func request(_ reference: ImageReference, for platform: Platform) -> ImageRequest {
        ImageRequest(reference, for: platform, isNewest: target.pull == true)
    }

    /// The files of a named context, or of the main one for nil.
    func view(_ name: String?) throws -> ContextView {
        if let view = views[name ?? ""] { return view }
        let view = try open(name)
        views[name ?? ""] = view
        return view
    }

    /// The context given under `name`, whichever of its forms was used.
    private func key(for name: String) -> String? {
        if target.contexts[name] != nil { return name }
        // Most targets have none, and need no reference read for it.
        guard !target.contexts.isEmpty, let wanted = try? ImageReference(name) else { return nil }
        return target.contexts.keys.sorted().first { key in
            guard let reference = try? ImageReference(key) else { return false }
            return reference == wanted
        }
    }

    private func image(named name: String, of context: String, for platform: Platform) throws -> BaseImage {
        do {
            let reference = try ImageReference(name)
            return try reference == Self.scratch ? .scratch(for: platform) : image(reference, for: platform)
        } catch let fault as ReferenceFault {
            throw refusal(.notImage(context, fault.description, hint: fault.hint), .contexts)
        }
    }

    private func layout(_ address: String, of context: String, for platform: Platform) throws -> BaseImage {
        do {
            guard let reference = try LayoutReference(address) else { throw refusal(.remote(address), .contexts) }
            return try world.layout(reference, named: context, for: platform)
        } catch let fault as LayoutFault {
            throw refusal(.notImage(context, fault.description, hint: fault.hint), .contexts)
        }
    }

    private func image(of link: String, for platform: Platform) throws -> BaseImage {
        let name = "target:\(link)"
        guard let planned = linked[link] else {
            if guessesLinks {
                return BaseImage(
                    name: name, origin: .unknown, configuration: ImageConfiguration(platform: platform), isGuess: true)
            }
            throw refusal(.unknownLink(link), .contexts)
        }
        let images = planned.images
        guard let image = images.first(where: { $0.platform == platform }) ?? (images.count == 1 ? images[0] : nil)
        else { throw refusal(.linkPlatform(link, platform, has: images.map(\.platform)), .contexts) }
        return BaseImage(name: name, origin: .target(link), configuration: image.configuration)
    }

    private func open(_ name: String?) throws -> ContextView {
        // As BuildKit has it, .dockerignore is for directories.
        if name == nil, let files = input.files {
            return ContextView(files: files, place: "the standard input", ignoreName: nil, ignore: nil, ignoreFile: nil)
        }
        let attribute: TargetAttribute = name == nil ? .context : .contexts
        let text = name.flatMap { target.contexts[$0] } ?? mainAddress
        guard case .directory(let path) = ContextAddress(text) else { throw refusal(.remote(text), attribute) }
        guard world.surroundings.kind(of: path) == .directory else {
            throw refusal(.noDirectory(path, context: name.map { "context \($0)" } ?? "context"), attribute)
        }
        return try view(of: try world.directory(path), in: path, name == nil ? besideDockerfile : nil)
    }

    private func view(of files: any ContextFiles, in place: String, _ given: IgnoreFile?) throws -> ContextView {
        let ignore = try given ?? ignoreFile(in: files, place)
        let ignorePlace = given.map { IgnoreFilePlace.besideDockerfile($0.name) } ?? ignore.map { _ in .top }
        return ContextView(
            files: files, place: place, ignoreName: ignore?.name, ignore: ignore?.filter, ignoreFile: ignorePlace)
    }

    private func ignoreFile(in files: any ContextFiles, _ place: String) throws -> IgnoreFile? {
        let name = ".dockerignore"
        do {
            let bytes = try files.contents(of: name)
            return try bytes.map { try IgnoreFile(SourceFile(name: SlashPath.join(place, name), bytes: $0)) }
        } catch let fault as ContextFault {
            let failure = ContextFailure(fault: fault, place: place, ignoreName: nil)
            throw Diagnostics(failure.diagnostic(at: target.place(of: .context)))
        }
    }

    func refusal(_ fault: PlanningFault, _ attribute: TargetAttribute) -> Diagnostics {
        Diagnostics(fault.diagnostic(target.name, at: target.place(of: attribute)))
    }
}

/// The files of a context as a Dockerfile sees them.
struct ContextView {
    let files: any ContextFiles
    /// Where they are, for people.
    let place: String
    /// The file that drops some of them.
    let ignoreName: String?
    let ignore: PathFilter?
    let ignoreFile: IgnoreFilePlace?
}
