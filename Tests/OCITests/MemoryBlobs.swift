import OCI
import Values

/// Blobs in memory, under digests that are quickly made.
struct MemoryBlobs: BlobSource {
    var blobs: [Digest: [UInt8]] = [:]

    mutating func add(_ json: JSON) -> Digest {
        let bytes = json.encoded()
        let digest = digest(of: bytes, .sha256)
        blobs[digest] = bytes
        return digest
    }

    /// A descriptor of what is added.
    mutating func describe(_ json: JSON, _ mediaType: String, _ platform: Platform? = nil) -> Descriptor {
        let digest = add(json)
        return Descriptor(
            mediaType: mediaType, digest: digest, size: Int64(blobs[digest]?.count ?? 0), platform: platform)
    }

    /// A manifest of an image without layers.
    mutating func image(
        _ platform: Platform, environment: [String] = [], described: Bool = true
    ) -> Descriptor {
        var configuration = ImageConfiguration(platform: platform)
        configuration.execution.environment = environment
        let descriptor = describe(configuration.json, MediaType.configuration)
        return describe(
            Manifest(configuration: descriptor, layers: []).json, MediaType.manifest, described ? platform : nil)
    }

    func blob(_ digest: Digest, limit: Int) throws -> [UInt8]? { blobs[digest] }

    func digest(of bytes: [UInt8], _ algorithm: Digest.Algorithm) -> Digest { Self.digest(of: bytes, algorithm) }

    static func digest(of bytes: [UInt8], _ algorithm: Digest.Algorithm = .sha256) -> Digest {
        var sums = [UInt64](repeating: 0xcbf2_9ce4_8422_2325, count: algorithm.byteCount / 8)
        for (place, byte) in bytes.enumerated() {
            let sum = place % sums.count
            sums[sum] = (sums[sum] ^ UInt64(byte) ^ UInt64(bytes.count)) &* 0x100_0000_01b3
        }
        return Digest(
            algorithm, bytes: sums.flatMap { sum in (0..<8).map { UInt8(truncatingIfNeeded: sum >> ($0 * 8)) } })!
    }
}

extension Platform {
    static let amd64 = Platform(system: "linux", architecture: "amd64")
    static let arm64 = Platform(system: "linux", architecture: "arm64", variant: "v8")
    static let arm = Platform(system: "linux", architecture: "arm", variant: "v7")
    static let nowhere = Platform(system: "unknown", architecture: "unknown")
}
