import BakeLanguage
import Foundation
import Testing

/// The JSON Schema for editors, which is written by hand, names what the language knows.
struct SchemaTests {
    private let schema: [String: Any]

    init() throws {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let data = try Data(contentsOf: root.appendingPathComponent("docs/bake.schema.json"))
        let json = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        schema = try #require(json)
    }

    private func properties(of definition: String) throws -> Set<String> {
        let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
        return Set(try #require(definitions[definition]?["properties"] as? [String: Any]).keys)
    }

    @Test func `every attribute of a target is in the schema, and nothing else`() throws {
        let attributes = Set(TargetAttribute.allCases.map(\.rawValue))
        #expect(try properties(of: "target") == attributes.union(["name", "matrix", "x-hearth"]))
    }

    @Test func `every setting is in the schema, and nothing else`() throws {
        #expect(try properties(of: "targetSettings") == ["scope", "cache-read", "key-files", "base", "goals"])
        #expect(try properties(of: "fileSettings") == ["include", "cache-read", "goals"])
        #expect(try properties(of: "goals") == ["hit-rate", "build-time", "image-size"])
    }
}
