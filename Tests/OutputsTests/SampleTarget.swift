import BakeLanguage
import ContentStore
import Events
import Host
import OCI
import TestSupport
import Values

@testable import Outputs

/// Targets with a layer or two, of which nothing was built.
enum SampleTarget {
    static func platform(_ text: String) -> Platform {
        let parts = text.split(separator: "/").map(String.init)
        return Platform(system: parts[0], architecture: parts[1], variant: parts.count > 2 ? parts[2] : nil)
    }

    static func digest(_ byte: UInt8) -> Digest {
        Digest(.sha256, bytes: [UInt8](repeating: byte, count: 32))!
    }

    static func layer(_ byte: UInt8, size: Int64 = 1024) -> StoredLayer {
        StoredLayer(diffID: digest(byte), identity: digest(byte), tree: digest(byte &+ 128), size: size)
    }

    static func image(_ platform: String, layers: [BuiltLayer] = []) -> BuiltImage {
        var configuration = ImageConfiguration(platform: Self.platform(platform))
        configuration.created = "2026-01-02T03:04:05Z"
        configuration.layers = layers.map(\.diffID)
        configuration.history = layers.map {
            HistoryEntry(createdBy: $0.step ?? "base", isEmpty: false, created: "2026-01-02T03:04:05Z")
        }
        return BuiltImage(platform: Self.platform(platform), configuration: configuration, layers: layers)
    }

    static func target(_ images: [BuiltImage], tags: [String] = [], annotations: [String] = []) -> BuiltTarget {
        BuiltTarget(name: "app", images: images, tags: tags, annotations: annotations, epoch: nil)
    }

    static let here = platform("linux/amd64")
}
