internal import OCI
internal import Values

/// The images and named contexts that stages begin with and copy from, each asked for once.
struct Origins {
    enum Loaded {
        /// Whether it stands in for another, as a named context.
        case image(BaseImage, isReplacement: Bool)
        case files(String)
    }

    private struct Key: Hashable {
        let name: String
        let platform: Platform
    }

    private var loaded: [Key: Loaded] = [:]
    private let platform: Platform

    init(_ platform: Platform) {
        self.platform = platform
    }

    /// What was loaded for the platform of the build.
    func origin(named name: String) -> Origin {
        self[name, platform].map { $0.origin(platform) } ?? .context(name)
    }

    subscript(_ name: String, _ platform: Platform) -> Loaded? {
        loaded[Key(name: name, platform: platform)]
    }

    mutating func load(
        _ name: String, for platform: Platform, from sources: any StageSources, stages: () -> [String],
        at range: () -> SourceRange
    ) throws(Diagnostics) {
        let key = Key(name: name, platform: platform)
        guard loaded[key] == nil else { return }
        let reference = try Self.reference(name, at: range)
        do {
            loaded[key] =
                switch try sources.context(named: reference.description, for: platform) {
                case .image(let image): .image(image, isReplacement: true)
                case .files(let context): .files(context)
                case nil: .image(try sources.image(reference, for: platform), isReplacement: false)
                }
        } catch {
            throw Self.blame(error, name, stages(), range())
        }
    }

    static func reference(_ name: String, at range: () -> SourceRange) throws(Diagnostics) -> ImageReference {
        do throws(ReferenceFault) {
            return try ImageReference(name)
        } catch {
            throw Diagnostics(ResolutionFault.reference(error).diagnostic(at: range()))
        }
    }

    static func blame(
        _ error: any Error, _ name: String, _ stages: [String], _ range: SourceRange
    ) -> Diagnostics {
        let near = Spelling.nearest(to: name, among: stages)
        let own = ResolutionFault.image(name, error, near: near).diagnostic(at: range)
        guard var known = error as? Diagnostics else { return Diagnostics(own) }
        for index in known.all.indices where known.all[index].range == nil {
            known.all[index].range = range
            known.all[index].hint = own.hint ?? known.all[index].hint
        }
        return known
    }
}

extension Origins.Loaded {
    func origin(_ platform: Platform) -> Origin {
        switch self {
        case .image(let image, _): .image(image, platform)
        case .files(let name): .context(name)
        }
    }

    var isGuess: Bool {
        if case .image(let image, _) = self { image.isGuess } else { false }
    }

    /// That of no image says where processes begin.
    func configuration(for platform: Platform) -> ImageConfiguration {
        switch self {
        case .image(let image, _): image.configuration
        case .files: StageState.empty(for: platform)
        }
    }
}
