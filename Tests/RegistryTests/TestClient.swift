import Hashing
import Host
import OCI
import Synchronization
import TestSupport
import Values

@testable import Registry

/// Nobody's credentials, or one name and password for all registries.
struct FixedCredentials: CredentialSource {
    var found: Credentials?

    func credentials(for registry: String, repository: String) -> Credentials? { found }
}

/// Bytes in memory, as something to send. Remembers from where it was asked for.
final class MemoryContent: UploadContent, Sendable {
    let bytes: [UInt8]
    private let starts = Mutex<[Int64]>([])

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var descriptor: OCI.Descriptor {
        OCI.Descriptor(mediaType: MediaType.layer, digest: ContentHash.digest(of: bytes), size: Int64(bytes.count))
    }

    /// Places at which reading began.
    var reads: [Int64] { starts.withLock(\.self) }

    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        starts.withLock { $0.append(offset) }
        let part = bytes[Int(offset)...].prefix(buffer.count)
        buffer.copyBytes(from: part)
        return part.count
    }
}

/// Many bytes, of which only a few are kept.
struct LargeContent: UploadContent {
    let count: Int64
    private let block: [UInt8]

    init(_ count: Int64) {
        self.count = count
        var generator = SeededGenerator(seed: 11)
        block = generator.noise((1 << 20) + 1)
    }

    func descriptor() throws -> OCI.Descriptor {
        var hash = ContentHash()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
        defer { buffer.deallocate() }
        var place: Int64 = 0
        while place < count {
            let read = try read(at: place, into: buffer)
            hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<read]))
            place += Int64(read)
        }
        return OCI.Descriptor(mediaType: MediaType.layer, digest: hash.digest(), size: count)
    }

    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let start = Int(offset % Int64(block.count))
        let length = min(Int64(buffer.count), count - offset, Int64(block.count - start))
        buffer.copyBytes(from: block[start..<start + Int(length)])
        return Int(length)
    }
}

/// What clients of tests say and how long they pretend to wait.
final class Waiting: Sendable {
    private let state = Mutex<(now: Double, pauses: [Double], notices: [String])>((0, [], []))

    var pauses: [Double] { state.withLock(\.pauses) }
    var notices: [String] { state.withLock(\.notices) }

    /// Its clock moves by pauses alone, which are as long as they can be.
    func retrying(patience: Double = 60, chance: Double = 1, meanwhile: @escaping @Sendable () -> Void = {}) -> Retrying
    {
        Retrying(
            patience: patience, clock: { self.state.withLock(\.now) },
            pause: { seconds in
                meanwhile()
                self.state.withLock { state in
                    state.now += seconds
                    state.pauses.append(seconds)
                }
            },
            chance: { chance }, notice: { words in self.state.withLock { $0.notices.append(words) } })
    }

    func advance(_ seconds: Double) { state.withLock { $0.now += seconds } }
}

extension RegistryClient {
    /// A client for a test: it waits for nothing, and sends in small chunks.
    static func forTest(
        _ registry: String, _ host: RegistrySettings.Host = .init(), _ credentials: Credentials? = nil,
        _ waiting: Waiting = Waiting(), patience: Double = 60, clock: WallClock = .system,
        _ change: (inout Measures) -> Void = { _ in }
    ) -> RegistryClient {
        var settings = RegistrySettings()
        settings.hosts[registry] = host
        var measures = Measures()
        measures.chunk = 1 << 20
        change(&measures)
        return RegistryClient(
            registry, settings, FixedCredentials(found: credentials), waiting.retrying(patience: patience), measures,
            clock: clock)
    }

    /// All of a blob.
    func bytes(_ blob: OCI.Descriptor, from repository: String, offset: Int64 = 0) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try pull(blob, from: repository, offset: offset) { bytes += $0 }
        return bytes
    }
}

extension RemoteManifest {
    init(_ json: JSON) {
        let bytes = json.encoded()
        self.init(
            mediaType: json["mediaType"]?.string ?? MediaType.manifest, digest: ContentHash.digest(of: bytes),
            bytes: bytes)
    }

    var descriptor: OCI.Descriptor { OCI.Descriptor(mediaType: mediaType, digest: digest, size: Int64(bytes.count)) }
}
