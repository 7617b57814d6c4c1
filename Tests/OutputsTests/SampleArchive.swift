import Hashing
import OCI
import TestSupport
import Values

/// Archives of images, whole and faulty.
struct SampleArchive {
    /// A layer with one file.
    static func layer(_ name: String, _ content: String) -> [UInt8] {
        var tar = SampleTar()
        tar.add(name, "0", Array(content.utf8))
        return tar.ended
    }

    static func digest(_ bytes: [UInt8]) -> Digest { ContentHash.digest(of: bytes) }

    static func configuration(_ layers: [[UInt8]], _ platform: String = "linux/amd64") -> [UInt8] {
        var configuration = ImageConfiguration(platform: SampleTarget.platform(platform))
        configuration.layers = layers.map(digest)
        return configuration.json.encoded()
    }

    /// As `docker save` wrote it for years.
    static func docker(
        _ layers: [[UInt8]], tags: [String] = ["app:1"], paths: [String]? = nil, configuration: [UInt8]? = nil
    ) -> [UInt8] {
        let configuration = configuration ?? Self.configuration(layers)
        let paths = paths ?? layers.indices.map { "layer\($0)/layer.tar" }
        let name = "\(digest(configuration).hex).json"
        let manifest: JSON = [
            [
                "Config": .string(name), "RepoTags": .array(tags.map(JSON.string)),
                "Layers": .array(paths.map(JSON.string)),
            ]
        ]
        var tar = SampleTar()
        for (path, layer) in zip(paths, layers) {
            tar.add(path, "0", layer)
            tar.add("\(path.dropLast(9))VERSION", "0", Array("1.0".utf8))
        }
        tar.add(name, "0", configuration)
        tar.add("manifest.json", "0", manifest.encoded())
        return tar.ended
    }

    /// The blobs of a layout and its index.
    struct Layout {
        var blobs: [(path: String, bytes: [UInt8])] = []
        var entries: [OCI.Descriptor] = []

        mutating func put(_ bytes: [UInt8], _ type: String) -> OCI.Descriptor {
            let descriptor = OCI.Descriptor(mediaType: type, digest: digest(bytes), size: Int64(bytes.count))
            blobs.append((ImageLayoutNames.path(of: descriptor.digest), bytes))
            return descriptor
        }

        /// An image, of which nothing is in the index yet.
        mutating func image(_ layers: [[UInt8]], _ platform: String = "linux/amd64") -> OCI.Descriptor {
            let configuration = put(configuration(layers, platform), MediaType.configuration)
            let manifest = Manifest(
                configuration: configuration, layers: layers.map { put($0, MediaType.layer) })
            var descriptor = put(manifest.json.encoded(), MediaType.manifest)
            descriptor.platform = SampleTarget.platform(platform)
            return descriptor
        }

        mutating func name(_ descriptor: OCI.Descriptor, _ name: String?) {
            var entry = descriptor
            if let name { entry.annotations[ImageLayoutNames.imageName] = name }
            entries.append(entry)
        }

        func bytes(leavingOut missing: Set<String> = []) -> [UInt8] {
            var tar = SampleTar()
            for (path, bytes) in blobs where !missing.contains(path) { tar.add(path, "0", bytes) }
            tar.add("index.json", "0", Index(manifests: entries).json.encoded())
            tar.add("oci-layout", "0", Array(ImageLayoutNames.layoutContent.utf8))
            return tar.ended
        }
    }
}
