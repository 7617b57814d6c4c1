import Foundation
import TestSupport
import Testing

/// The project's own bake file and those of its examples.
struct ExampleTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static var bakeFiles: [URL] {
        let examples = root.appendingPathComponent("examples")
        let folders =
            (try? FileManager.default.contentsOfDirectory(at: examples, includingPropertiesForKeys: nil)) ?? []
        return [root] + folders.filter(\.hasDirectoryPath)
    }

    @Test(arguments: bakeFiles) func `a bake file names what is there`(folder: URL) throws {
        let data = try Data(contentsOf: folder.appendingPathComponent("bake.json"))
        let file = try #require(try JSONSerialization.jsonObject(with: data) as? [String: [String: [String: Any]]])
        let targets = try #require(file["target"])
        #expect(!targets.isEmpty)
        for (name, target) in targets {
            let context = folder.appendingPathComponent(target["context"] as? String ?? ".")
            let dockerfile = context.appendingPathComponent(target["dockerfile"] as? String ?? "Dockerfile")
            #expect(FileManager.default.fileExists(atPath: dockerfile.path), "\(name)")
            for link in (target["contexts"] as? [String: String] ?? [:]).values where link.hasPrefix("target:") {
                #expect(targets[String(link.dropFirst(7))] != nil, "\(name): \(link)")
            }
        }
        for group in (file["group"] ?? [:]).values {
            for member in group["targets"] as? [String] ?? [] { #expect(targets[member] != nil, "\(member)") }
        }
    }
}
