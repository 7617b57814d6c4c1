import Foundation
package import Host

/// A directory for one test, removed with everything in it when the test lets go of it.
package final class TemporaryDirectory: Sendable {
    package let path: Path

    /// `parent` nil stands for where the system wants temporary files.
    package init(in parent: Path? = nil) throws {
        let parent = parent.map { URL(fileURLWithPath: $0.description) } ?? FileManager.default.temporaryDirectory
        let url = parent.appendingPathComponent("hearth-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        path = Path(url.path)
    }

    /// One in memory, where there is such a place: for thousands of small files that need not last.
    package static func quick() throws -> TemporaryDirectory {
        let memory: Path = "/dev/shm"
        return try TemporaryDirectory(in: FileManager.default.isWritableFile(atPath: memory.description) ? memory : nil)
    }

    /// Whether files here may have names that are not text; Apple's file systems have none such.
    package static let takesAnyName: Bool = {
        guard let directory = try? TemporaryDirectory() else { return false }
        return (try? OpenFile(directory.path / Path(bytes: [0xff]), .create, on: LocalFileSystem())) != nil
    }()

    deinit {
        try? FileManager.default.removeItem(atPath: path.description)
    }
}
