import ContentStore
import Hashing
import Host
import Layers
import OCI
import Outputs
import Synchronization
import TestSupport
import Testing
import Transfers
import Values

@Suite struct BaseLayersTests {
    private let directory: TemporaryDirectory
    private let store: Store
    private let layers: LayerStore
    private let source: SampleSource
    private let bases: BaseLayers

    init() throws {
        directory = try TemporaryDirectory()
        store = try Store(StoreConfiguration(home: directory.path / "home", limit: .none))
        layers = try LayerStore(store)
        let source = SampleSource(store)
        self.source = source
        bases = BaseLayers(store, layers, from: { _ in source })
    }

    /// A layer that is in the registry alone.
    private func base(_ text: String, in image: String = "example.com/base:1") throws -> BaseLayer {
        var tar = SampleTar()
        tar.add("file", "0", Array(text.utf8))
        let digest = source.add(tar.ended)
        let descriptor = OCI.Descriptor(mediaType: MediaType.layer, digest: digest, size: Int64(tar.ended.count))
        return BaseLayer(diffID: digest, descriptor: descriptor, image: try ImageReference(image), isHere: false)
    }

    @Test func `layers of one image are fetched together, each once`() throws {
        let places: [LayerPlace] = [.packed(try base("1")), .packed(try base("2"))]
        let threads = try (0..<4).map { _ in try Worker { [bases] in _ = try? bases.unpacked(places) } }
        withExtendedLifetime(threads) {}
        let unpacked = try bases.unpacked(places)
        #expect(unpacked.map(\.diffID) == places.map(\.diffID))
        #expect(source.asked.map(\.count) == [2])
        #expect(try layers.tree(of: unpacked).walk.count { $0.name == Array("file".utf8) } == 1)
    }

    @Test func `what is only handed on is fetched and not unpacked`() throws {
        let base = try base("1")
        let fetched = try bases.fetched([.packed(base)])
        #expect(fetched.first?.original == base.descriptor)
        #expect(try store.layer(base.diffID) == nil)
        #expect(try store.blob(base.descriptor.digest) != nil)
    }

    @Test func `what is here is not asked for`() throws {
        let base = try base("1")
        _ = try bases.fetched([.packed(base)])
        _ = try bases.unpacked([.packed(base)])
        #expect(source.asked.count == 1)
    }

    @Test func `a blob comes from where it is known to be, whatever the image is called here`() throws {
        let base = try base("1", in: "app")
        try store.note([BlobPlace(registry: "example.com", repository: "base", digest: base.descriptor.digest)])
        _ = try bases.unpacked([.packed(base)])
        #expect(source.origins == ["example.com/base"])
    }

    @Test func `where nobody is asked it is told whose layers are missing`() throws {
        let places: [LayerPlace] = [.packed(try base("1"))]
        let offline = BaseLayers(store, layers, from: nil)
        let fault = #expect(throws: OutputFault.self) { try offline.unpacked(places) }
        #expect(fault?.description == "layers of the image example.com/base:1 are not on this machine")
        #expect(fault?.hint == "leave out --offline, or get it with `hearth pull example.com/base:1`")
    }
}

/// A registry in this process that has blobs.
private final class SampleSource: ImageSource {
    private let store: Store
    private let blobs = Mutex<[Digest: [UInt8]]>([:])
    private let state = Mutex<[(image: ImageReference, digests: [Digest])]>([])

    init(_ store: Store) {
        self.store = store
    }

    var asked: [[Digest]] { state.withLock { $0.map(\.digests) } }
    var origins: [String] { state.withLock { $0.map { "\($0.image)" } } }

    func add(_ bytes: [UInt8]) -> Digest {
        let digest = ContentHash.digest(of: bytes)
        blobs.withLock { $0[digest] = bytes }
        return digest
    }

    func resolve(_ reference: ImageReference, for platforms: [Platform], under lease: Lease) throws -> Digest? { nil }

    func fetch(_ layers: [OCI.Descriptor], of reference: ImageReference, under lease: Lease) throws {
        state.withLock { $0.append((reference, layers.map(\.digest))) }
        for layer in layers {
            var intake = Intake(expected: layer.digest, length: layer.size)
            intake.compression = .none
            intake.lease = lease
            _ = try store.add(blobs.withLock { $0[layer.digest] ?? [] }, intake)
        }
    }
}
