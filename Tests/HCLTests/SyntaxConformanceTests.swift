import Foundation
import HCL
import Testing
import Values

/// The bake files that people write must all be understood.
@Suite struct SyntaxConformanceTests {
    private static let cases = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Conformance/bake")

    private struct Case: Decodable {
        let expect: String
    }

    private static func files(expecting expected: String) throws -> [URL] {
        let names = try FileManager.default.contentsOfDirectory(atPath: cases.path).sorted()
        return try names.flatMap { name -> [URL] in
            let folder = cases.appendingPathComponent(name)
            let description = try Data(contentsOf: folder.appendingPathComponent("case.json"))
            guard try JSONDecoder().decode(Case.self, from: description).expect == expected else { return [] }
            return try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
                .filter { $0 != "case.json" && $0 != "expected.json" && !$0.contains("expected") }
                .map { folder.appendingPathComponent($0) }
        }
    }

    @Test func `files of cases that succeed are understood`() throws {
        for file in try Self.files(expecting: "json") where ["hcl", "json"].contains(file.pathExtension) {
            let source = SourceFile(name: file.path, bytes: Array(try Data(contentsOf: file)))
            if source.bytes.isEmpty { continue }
            let parsed = file.pathExtension == "hcl" ? Parsed(native: source) : Parsed(json: source)
            #expect(parsed.faults.isEmpty, "\(file.path): \(parsed.faults.map(\.told))")
        }
    }
}
