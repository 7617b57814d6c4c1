import Foundation
import Testing

/// Holds what the sources import against the layers.
@Suite struct LayerTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test func `no module imports above itself`() throws {
        var modules: Set<String> = []
        for (module, file) in try Self.swiftFiles() {
            modules.insert(module)
            for (number, imported) in Self.imports(try String(contentsOf: file, encoding: .utf8)) {
                let objection = Layers.objection(to: imported, in: module)
                #expect(objection == nil, "\(file.path):\(number): \(imported) \(objection ?? "")")
            }
        }
        let ours = Layers.all.flatMap(\.self).filter { Layers.wrappers[$0] == nil }
        #expect(modules == Set(ours), "the layers and the folders of Sources/ are not the same modules")
    }

    @Test(arguments: [
        ("Host", "Values", true), ("Values", "Host", false), ("ContentStore", "CSQLite", false),
        ("SQLite", "CSQLite", true), ("Hashing", "Compression", false), ("SQLite", "Hashing", true),
        ("Commands", "hearth", false), ("ContentStore", "Console", false), ("Values", "Foundation", false),
        ("Values", "Glibc", true),
    ])
    func `the rule itself`(module: String, imported: String, isAllowed: Bool) {
        #expect((Layers.objection(to: imported, in: module) == nil) == isAllowed)
    }

    @Test func `import lines are read in all their forms`() {
        let text = """
            package import Host
            internal import struct Values.Digest
            @preconcurrency import Dispatch
            import Glibc.errno
            // import Nothing
            let text = "import Nothing"
            """
        #expect(Self.imports(text).map(\.imported) == ["Host", "Values", "Dispatch", "Glibc"])
    }

    private static func swiftFiles() throws -> [(module: String, file: URL)] {
        let sources = root.appendingPathComponent("Sources")
        let manager = FileManager.default
        return try manager.contentsOfDirectory(atPath: sources.path).filter { $0 != "C" }.flatMap { module in
            let folder = sources.appendingPathComponent(module)
            return try manager.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
                .map { (module, folder.appendingPathComponent($0)) }
        }
    }

    private static func imports(_ text: String) -> [(line: Int, imported: String)] {
        let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
        return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            let words = line.split(separator: " ")
            let modifiers = words.prefix { $0 != "import" }
            let areModifiers = modifiers.allSatisfy {
                $0.hasPrefix("@") || ["package", "internal", "public", "private", "fileprivate"].contains($0)
            }
            guard modifiers.count < words.count, areModifiers else { return nil }
            let name = words[(modifiers.count + 1)...].first { !kinds.contains(String($0)) }
            return name.map { (index + 1, String($0.prefix { $0 != "." })) }
        }
    }
}
