import Foundation
import Host
import TestSupport

/// A git repository in the folder of a fixture, and the program at work in it.
struct Checkout {
    let hearth: HearthFixture
    let path: Path

    /// Makes an empty repository.
    init(_ hearth: HearthFixture, named name: String = "repo") throws {
        self.hearth = hearth
        path = hearth.folder / name
        try FileManager.default.createDirectory(at: path.url, withIntermediateDirectories: true)
        try git("init", "-q", "-b", "main")
    }

    /// One that is there.
    init(_ hearth: HearthFixture, at path: Path) {
        self.hearth = hearth
        self.path = path
    }

    /// What git says; throws when it complains.
    @discardableResult
    func git(_ words: String...) throws -> [UInt8] {
        let options = [
            "-C", path.word, "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false",
            "-c", "protocol.file.allow=always", "-c", "advice.detachedHead=false", "-c", "core.abbrev=40",
        ]
        let run = try hearth.run("/usr/bin/env", ["git"] + options + words)
        guard run.code == 0 else { throw HearthFixture.Failure(run) }
        return run.bytes
    }

    /// Commits everything that is not ignored, and gives the id.
    @discardableResult
    func commit() throws -> String {
        try git("add", "-A")
        try git("commit", "-q", "--allow-empty", "-m", "m")
        return String(decoding: try git("rev-parse", "HEAD"), as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    /// Runs the program in a directory of the work tree.
    func callAsFunction(
        _ words: String..., in directory: String = ".", environment: [String: String?] = [:]
    ) throws -> HearthRun {
        try run(words, in: directory, environment: environment)
    }

    func run(
        _ words: [String], in directory: String = ".", environment: [String: String?] = [:]
    ) throws -> HearthRun {
        let line = #"cd -- "$0" && exec "$@""#
        let program = HearthFixture.program.word
        return try hearth.run(
            "/bin/sh", ["-c", line, (path / directory).word, program] + words, environment: environment)
    }
}

// Files, whose names may be any bytes that are text.
extension Checkout {
    func place(_ name: String) -> String { "\(path)/\(name)" }

    /// Makes a file, in the place of what is there.
    func write(_ text: String, to name: String, executable: Bool = false) throws {
        let file = place(name)
        try makeDirectory(for: name)
        try? FileManager.default.removeItem(atPath: file)
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        chmod(file, executable ? 0o755 : 0o644)
    }

    func link(_ name: String, to target: String) throws {
        try makeDirectory(for: name)
        try? FileManager.default.removeItem(atPath: place(name))
        try FileManager.default.createSymbolicLink(atPath: place(name), withDestinationPath: target)
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: place(name))
    }

    private func makeDirectory(for name: String) throws {
        let directory = (place(name) as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    }

    func text(_ name: String) -> String? {
        FileManager.default.contents(atPath: place(name)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The files and links of the work tree, those of git itself left out.
    var files: [String] {
        names.filter { !isDirectory($0) }
    }

    var directories: [String] {
        names.filter { isDirectory($0) }
    }

    private var names: [String] {
        (FileManager.default.enumerator(atPath: path.word)?.compactMap { $0 as? String } ?? [])
            .filter { $0 != ".git" && !$0.hasPrefix(".git/") }.sorted()
    }

    func isDirectory(_ name: String) -> Bool { kind(name) == .typeDirectory }
    func isLink(_ name: String) -> Bool { kind(name) == .typeSymbolicLink }
    func exists(_ name: String) -> Bool { kind(name) != nil }

    private func kind(_ name: String) -> FileAttributeType? {
        try? FileManager.default.attributesOfItem(atPath: place(name))[.type] as? FileAttributeType
    }
}
