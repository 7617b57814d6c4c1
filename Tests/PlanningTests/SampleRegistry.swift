import ContentStore
import DockerfileLanguage
import Host
import OCI
import Planning
import Synchronization
import Transfers
import Values

/// A registry in this process, which writes down what it is asked for.
final class SampleRegistry: ImageSource {
    private struct State {
        var images: [String: [JSON]] = [:]
        var asked: [String] = []
        var isDown = false
        var arrivals = 0
        var hasMet = false
    }

    private let store: Store
    private let state = Mutex(State())
    /// How many must have asked before any is answered; for no longer than a moment.
    private let crowd: Int

    init(_ store: Store, crowd: Int = 1) {
        self.store = store
        self.crowd = crowd
    }

    var asked: [String] { state.withLock { $0.asked.sorted() } }

    func stop() { state.withLock { $0.isDown = true } }

    /// Puts documents under a name, the one that it leads to last.
    func push(_ documents: [JSON], as name: String) { state.withLock { $0.images[name] = documents } }

    /// Puts an image with one variable under a name.
    @discardableResult
    func push(_ name: String, _ variable: String, for platform: Platform = SampleRegistry.amd64) -> [JSON] {
        let documents = Self.image(variable, for: platform)
        push(documents, as: name)
        return documents
    }

    static let amd64 = Platform(system: "linux", architecture: "amd64")

    static func image(_ variable: String, for platform: Platform) -> [JSON] {
        var configuration = ImageConfiguration(platform: platform)
        configuration.execution.environment = [variable]
        let json = configuration.json
        let descriptor = Descriptor(
            mediaType: MediaType.configuration, digest: FramedDigest.plain(json), size: Int64(json.encoded().count))
        return [json, Manifest(configuration: descriptor, layers: []).json]
    }

    func resolve(_ reference: ImageReference, for platforms: [Platform], under lease: Lease) throws -> Digest? {
        let (documents, isDown) = state.withLock { state in
            state.asked.append(reference.familiar)
            state.arrivals += 1
            return (state.images[reference.familiar], state.isDown)
        }
        waitForCrowd()
        if isDown {
            throw TransferFault(
                image: reference.familiar, process: nil, reason: "connection refused", hint: nil, log: nil)
        }
        guard let documents else { return nil }
        var digest: Digest?
        for document in documents {
            var intake = Intake()
            intake.lease = lease
            digest = try store.add(document.encoded(), intake).blob.digest
        }
        if let digest { try store.noteResolution(of: reference.description, as: digest) }
        return digest
    }

    /// Whether all of the crowd have been here at once.
    var hasMet: Bool { state.withLock { $0.hasMet } }

    private func waitForCrowd() {
        for _ in 0..<5000 {
            let isWhole = state.withLock { state in
                if state.arrivals >= crowd { state.hasMet = true }
                return state.hasMet
            }
            if isWhole { return }
            Pause.microseconds(1000)
        }
        state.withLock { $0.arrivals -= 1 }
    }

    func fetch(_ layers: [Descriptor], of reference: ImageReference, under lease: Lease) throws {}
}
