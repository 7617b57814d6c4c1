import Archives
import Foundation
import Host
import TestSupport

/// What an archive held, entry by entry.
struct Unpacked: Equatable {
    struct Item: Equatable {
        var path: [UInt8]
        var kind: ArchiveEntry.Kind
        var mode: UInt32
        var content: [UInt8]
    }

    var items: [Item] = []

    init(_ archive: [UInt8], limits: ArchiveLimits = ArchiveLimits()) throws {
        let reader = try ArchiveReader(Self.source(archive), limits: limits)
        try reader.forEachEntry { entry in
            var content: [UInt8] = []
            if entry.kind == .file { try entry.stream { content += $0 } }
            items.append(Item(path: entry.path, kind: entry.kind, mode: entry.mode, content: content))
        }
    }

    var paths: [String] { items.map { String(decoding: $0.path, as: UTF8.self) } }

    static func source(_ archive: [UInt8]) -> ArchiveSource {
        var rest = archive[...]
        return { buffer in
            let count = min(rest.count, buffer.count)
            buffer.copyBytes(from: rest.prefix(count))
            rest = rest.dropFirst(count)
            return count
        }
    }

    /// What a line of `sh` writes, in a folder of its own.
    static func output(of line: String, in folder: TemporaryDirectory, input: [UInt8] = []) throws -> [UInt8] {
        let place = URL(fileURLWithPath: folder.path.description)
        let (given, made) = (place.appendingPathComponent(".input"), place.appendingPathComponent(".output"))
        try Data(input).write(to: given)
        try Data().write(to: made)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-ec", line]
        process.currentDirectoryURL = place
        process.standardInput = try FileHandle(forReadingFrom: given)
        process.standardOutput = try FileHandle(forWritingTo: made)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
        return try Array(Data(contentsOf: made))
    }
}
