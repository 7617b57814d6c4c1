import Foundation

/// The `zstd` command, where there is one.
enum ZstdTool {
    static let path = ["/usr/bin/zstd", "/usr/local/bin/zstd", "/opt/homebrew/bin/zstd"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }
    static var isMissing: Bool { path == nil }

    struct Failure: Error {
        let status: Int32
    }

    /// Runs it on `input` and returns what it printed. Files rather than pipes, which could fill up on either side.
    static func run(_ arguments: [String], on input: [UInt8]) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "zstd-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (source, target) = (folder.appending(path: "in"), folder.appending(path: "out"))
        try Data(input).write(to: source)
        let process = Process()
        process.executableURL = URL(filePath: path ?? "")
        process.arguments = arguments + ["-q", "-o", target.path, source.path]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
        return [UInt8](try Data(contentsOf: target))
    }
}
