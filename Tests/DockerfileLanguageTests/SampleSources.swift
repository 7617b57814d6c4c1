import DockerfileLanguage
import OCI
import Values

/// Images and named contexts that stand in for those of a registry.
struct SampleSources: StageSources {
    var images: [String: ExecutionConfiguration] = [:]
    var contexts: Set<String> = []
    var architecture = "amd64"
    var origin = BaseImage.Origin.target("sample")
    var isGuess = false

    struct Missing: Error, CustomStringConvertible {
        var description: String { "no such image" }
    }

    func context(named name: String, for platform: Platform) throws -> NamedSource? {
        contexts.contains(name) ? .files(name) : nil
    }

    func image(_ reference: ImageReference, for platform: Platform) throws -> BaseImage {
        guard let execution = images[reference.repository.replacing("library/", with: "")] else { throw Missing() }
        var configuration = ImageConfiguration(platform: Platform(system: "linux", architecture: architecture))
        configuration.execution = execution
        configuration.history = [HistoryEntry(createdBy: "made elsewhere", isEmpty: false)]
        return BaseImage(name: reference.description, origin: origin, configuration: configuration, isGuess: isGuess)
    }

    /// With `base`, whose environment is `PATH=/bin`.
    static func base(_ change: (inout ExecutionConfiguration) -> Void = { _ in }) -> SampleSources {
        var execution = ExecutionConfiguration()
        execution.environment = ["PATH=/bin"]
        change(&execution)
        return SampleSources(images: ["base": execution])
    }
}

extension Resolution {
    init(
        _ text: String, _ sources: SampleSources = .base(), _ change: (inout BuildRequest) -> Void = { _ in }
    ) {
        let here = Platform(system: "linux", architecture: "amd64")
        var request = BuildRequest(platform: here, buildPlatform: here)
        change(&request)
        self.init(Reading(SourceFile(name: "Dockerfile", text: text)), request, sources)
    }

    var titles: [String] { resolved?.stages.flatMap { $0.steps.map(\.title) } ?? [] }

    /// What the image says, where the Dockerfile is faultless.
    var image: ImageConfiguration? { resolved?.target.configuration }

    var operations: [ResolvedStep.Operation] { resolved?.stages.flatMap { $0.steps.map(\.operation) } ?? [] }

    var runs: [RunOperation] {
        operations.compactMap { if case .run(let run) = $0 { run } else { nil } }
    }

    var copies: [CopyOperation] {
        operations.compactMap { if case .copy(let copy) = $0 { copy } else { nil } }
    }

    /// `Rule 3`, for each finding its rule and its first line.
    var found: [String] { findings.all.map { "\($0.rule.rawValue) \($0.lines.first?.lowerBound ?? 0)" } }
}
