import Contexts
import DockerfileLanguage
import Foundation
import Host
import TestSupport
import Testing

/// Which permissions are said to be in what was selected.
struct PermissionsTests {
    private let directory: TemporaryDirectory
    private let cache: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        cache = try TemporaryDirectory()
        for (name, mode) in [("d/a", 0o644), ("d/b", 0o644), ("d/run", 0o755), ("d/e/odd", 0o604), ("d/e/c", 0o644)] {
            let path = directory.path / name
            try FileManager.default.createDirectory(
                at: path.parent.url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
            try Data("x".utf8).write(to: path.url)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path.word)
        }
        try FileManager.default.createSymbolicLink(
            atPath: (directory.path / "d/link").word, withDestinationPath: "a")
    }

    private func permissions(_ selector: Selector) throws -> [String] {
        let context = DirectoryContext(root: directory.path, cache: cache.path)
        defer { context.save() }
        return try context.select(selector).map(\.permissions)
    }

    @Test func `a file has its mode, a directory tells how many have which`() throws {
        #expect(try permissions(Selector(sources: ["d/run", "d/e/odd"])) == ["0755", "0604"])
        // The first time they are looked at, the second time remembered.
        for _ in 0..<2 {
            #expect(try permissions(Selector(sources: ["d"])) == ["0644 ×3, 0755 ×2, others ×1"])
        }
        #expect(try permissions(Selector(sources: ["d"], isMount: true)) == ["0644 ×3, 0755 ×3, others ×1"])
        #expect(try permissions(Selector(sources: ["d"], excludes: ["e/odd", "b"])) == ["0644 ×2, 0755 ×2"])
        let ignore = try PathFilter(["**/run"])
        #expect(try permissions(Selector(sources: ["d"], ignore: ignore)) == ["0644 ×3, 0755 ×1, others ×1"])
    }

    @Test func `another mode is noticed`() throws {
        _ = try permissions(Selector(sources: ["d"]))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: (directory.path / "d/a").word)
        #expect(try permissions(Selector(sources: ["d"])) == ["0600 ×1, 0644 ×2, 0755 ×2, others ×1"])
    }
}
