import BakeLanguage
import ContentStore
import DockerfileLanguage
import Hashing
import Host
import OCI
import Planning
import TestSupport
import Testing
import Values

@Suite struct RegistryImagesTests {
    private let directory: TemporaryDirectory
    private let store: Store
    private let registry: SampleRegistry
    private let amd64 = SampleRegistry.amd64
    private let arm64 = Platform(system: "linux", architecture: "arm64")

    init() throws {
        directory = try TemporaryDirectory()
        store = try Store(StoreConfiguration(home: directory.path / "home", limit: .none))
        registry = SampleRegistry(store)
    }

    private func images(_ registry: SampleRegistry? = nil, isRequired: Bool = true) -> Images {
        let source = registry ?? self.registry
        return Images(
            store: store, registries: ImageRegistries(usual: source, newest: source, isRequired: isRequired))
    }

    private func request(_ name: String, for platform: Platform? = nil, isNewest: Bool = false) throws -> ImageRequest {
        ImageRequest(try ImageReference(name), for: platform ?? amd64, isNewest: isNewest)
    }

    private func add(_ documents: [JSON]) throws -> Digest {
        try #require(try documents.map { try store.add($0.encoded()).blob.digest }.last)
    }

    // MARK: - Names

    @Test func `what the store does not have comes from the registry, and is asked for once`() throws {
        registry.push("alpine:3.20", "A=1")
        let images = images()
        for _ in 0..<3 {
            let image = try images.image(request("alpine:3.20"))
            #expect(image.configuration.execution.environment == ["A=1"])
            #expect(!image.isGuess)
        }
        #expect(registry.asked == ["alpine:3.20"])
    }

    @Test func `what the store has under a name is not asked for, unless what is newest is wanted`() throws {
        try store.setReference("docker.io/library/alpine:latest", to: try add(SampleRegistry.image("A=1", for: amd64)))
        registry.push("alpine:latest", "A=2")
        let images = images()
        #expect(try images.image(request("alpine")).configuration.execution.environment == ["A=1"])
        #expect(registry.asked.isEmpty)
        let newest = try images.image(request("alpine", isNewest: true))
        #expect(newest.configuration.execution.environment == ["A=2"])
        #expect(registry.asked == ["alpine:latest"])
    }

    @Test func `an image by digest is fetched where its documents are not there`() throws {
        let documents = SampleRegistry.image("A=1", for: amd64)
        let digest = FramedDigest.plain(documents[1])
        let name = "alpine@\(digest)"
        registry.push(documents, as: name)
        #expect(try images().image(request(name)).origin == .manifest(digest))
        #expect(registry.asked == [name])
        // They are there now, so nobody is asked again.
        #expect(try images().image(request(name)).configuration.execution.environment == ["A=1"])
        #expect(registry.asked == [name])
    }

    @Test func `an index serves all platforms, and is asked for once`() throws {
        let (one, two) = (SampleRegistry.image("A=1", for: amd64), SampleRegistry.image("A=2", for: arm64))
        let index = Index(
            manifests: [(one[1], amd64), (two[1], arm64)].map { manifest, platform in
                Descriptor(
                    mediaType: MediaType.manifest, digest: FramedDigest.plain(manifest),
                    size: Int64(manifest.encoded().count), platform: platform)
            })
        registry.push(one + two + [index.json], as: "alpine:latest")
        let images = images()
        #expect(try images.image(request("alpine")).configuration.execution.environment == ["A=1"])
        #expect(try images.image(request("alpine", for: arm64)).configuration.execution.environment == ["A=2"])
        #expect(throws: StoredImageFault.self) {
            try images.image(request("alpine", for: Platform(system: "linux", architecture: "s390x")))
        }
        #expect(registry.asked == ["alpine:latest"])
    }

    @Test func `documents that were evicted come again`() throws {
        let documents = SampleRegistry.image("A=1", for: amd64)
        let manifest = try add([documents[1]])
        try store.setReference("alpine", to: manifest)
        registry.push(documents, as: "alpine:latest@\(manifest)")
        #expect(try images().image(request("alpine")).configuration.execution.environment == ["A=1"])
    }

    @Test func `a name led to something before, which holds where nobody is asked`() throws {
        let digest = try add(SampleRegistry.image("A=1", for: amd64))
        try store.noteResolution(of: "docker.io/library/alpine:latest", as: digest)
        #expect(try Images(store: store).image(request("alpine")).origin == .manifest(digest))
        #expect(try images().image(request("alpine")).origin == .manifest(digest))
        #expect(registry.asked.isEmpty)
        registry.push("alpine:latest", "A=2")
        let newest = try images().image(request("alpine", isNewest: true))
        #expect(newest.configuration.execution.environment == ["A=2"])
    }

    // MARK: - Plans

    private func plan(
        _ dockerfile: String, _ registry: SampleRegistry? = nil, isRequired: Bool = true,
        _ change: (inout Target) -> Void = { _ in }
    ) throws -> (plan: Plan, warnings: [Diagnostic]) {
        let bench = try Workbench(dockerfile)
        change(&bench.target)
        let world = WorkTree(Machine(), images: images(registry, isRequired: isRequired), cache: nil)
        return (try Planner(world).plan([BuildInput(bench.target)]), world.warnings)
    }

    private func faults(_ dockerfile: String) -> [Diagnostic] {
        do {
            _ = try plan(dockerfile)
            return []
        } catch let faults as Diagnostics {
            return faults.all
        } catch {
            return [Diagnostic(.error, "\(error)")]
        }
    }

    @Test func `an image that its registry does not have is an error at its FROM`() throws {
        let faults = faults("FROM scratch\nFROM example.com/team/app:9\n")
        #expect(faults.map(\.message) == ["there is no image example.com/team/app:9: example.com does not have it"])
        #expect(faults.first?.range?.text == "example.com/team/app:9")
        #expect(faults.first?.range?.start.line == 2)
        #expect(faults.first?.hint == "check the name and the tag; `hearth images` lists what is on this machine")
    }

    @Test func `a stage that is meant goes before the name of an image`() throws {
        let faults = faults("FROM scratch AS build\nFROM scratch\nCOPY --from=biuld /a /b\n")
        #expect(faults.map(\.hint) == ["did you mean the stage \"build\"?"])
    }

    @Test func `where nobody answers, a build ends and a plan goes on`() throws {
        registry.stop()
        let faults = faults("FROM base\nRUN x\n")
        #expect(faults.map(\.message) == ["cannot get the image base:latest: connection refused"])
        #expect(faults.first?.range?.text == "base")
        let (plan, warnings) = try plan("FROM base\nRUN x\n", isRequired: false)
        #expect(warnings.map(\.message) == ["cannot get the image base:latest: connection refused"])
        #expect(warnings.map(\.severity) == [.warning])
        #expect(plan.bases.map(\.isKnown) == [false])
        #expect(plan.steps.map(\.isCertain) == [false])
    }

    @Test func `only what the target needs is asked for`() throws {
        for name in ["base", "tools", "unused"] { registry.push("\(name):latest", "A=1") }
        _ = try plan("FROM unused\nRUN x\nFROM base AS final\nCOPY --from=tools /a /b\n") { $0.stage = "final" }
        #expect(registry.asked == ["base:latest", "tools:latest"])
    }

    @Test func `names that lead elsewhere are not asked for`() throws {
        registry.push("other:latest", "A=1")
        _ = try plan("FROM base\nCOPY --from=nothing / /\n") {
            $0.contexts = ["base": "docker-image://other", "nothing": "docker-image://scratch"]
        }
        #expect(registry.asked == ["other:latest"])
    }

    @Test func `images are asked for at once, each once`() throws {
        let crowd = SampleRegistry(store, crowd: 3)
        for name in ["one", "two", "three"] { crowd.push("\(name):latest", "A=1") }
        _ = try plan("FROM one\nCOPY --from=two / /\nCOPY --from=three / /\nCOPY --from=one / /b\n", crowd)
        #expect(crowd.hasMet)
        #expect(crowd.asked == ["one:latest", "three:latest", "two:latest"])
    }

    @Test func `a target that pulls asks again for all that it names`() throws {
        try store.setReference("docker.io/library/base:latest", to: try add(SampleRegistry.image("A=1", for: amd64)))
        registry.push("base:latest", "A=2")
        _ = try plan("FROM base\nRUN x\n")
        #expect(registry.asked.isEmpty)
        let (plan, _) = try plan("FROM base\nRUN x\n") { $0.pull = true }
        #expect(registry.asked == ["base:latest"])
        #expect(plan.targets[0].images[0].configuration.execution.environment.first == "A=2")
    }
}
