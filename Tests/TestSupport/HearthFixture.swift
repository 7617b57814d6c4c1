package import Foundation
package import Host

/// The real program, with a folder and a home of its own, and with an environment that has nothing from outside.
package final class HearthFixture: Sendable {
    private let directory: TemporaryDirectory

    package init() throws {
        directory = try TemporaryDirectory()
    }

    /// Where it works; the home is inside.
    package var folder: Path { directory.path }
    package var home: Path { folder / "home" }

    /// Runs the program to its end.
    @discardableResult
    package func callAsFunction(
        _ words: String..., input: [UInt8] = [], environment: [String: String?] = [:]
    ) throws -> HearthRun {
        try run(Self.program, words, input: input, environment: environment)
    }

    /// Runs a line of `sh`, in which the program is called `hearth`.
    package func shell(_ line: String) throws -> HearthRun {
        try run("/bin/sh", ["-c", line])
    }

    package func run(
        _ program: Path, _ words: [String], input: [UInt8] = [], environment: [String: String?] = [:]
    ) throws -> HearthRun {
        let source = folder / ".input-\(UUID().uuidString)"
        try Data(input).write(to: source.url)
        let file = try Descriptor(open(source.description, O_RDONLY | O_CLOEXEC))
        try FileManager.default.removeItem(at: source.url)
        return try StartedHearth(self, program, words, environment, input: file).finish()
    }

    /// Starts the program with a pipe for its input, which stays open until it is closed. `measured` tells afterwards
    /// how much memory it took; `output` takes what nobody wants to see.
    package func start(_ words: String..., measured: Bool = false, output: Path? = nil) throws -> StartedHearth {
        let program = measured ? Program.built("PeakMemory") : Self.program
        let words = measured ? [(folder / "peak").description, Self.program.description] + words : words
        return try start(program, words, output: output)
    }

    /// Starts the program with nothing to read.
    package func start(unfed words: [String], environment: [String: String?] = [:]) throws -> StartedHearth {
        let nothing = try Descriptor(open("/dev/null", O_RDONLY | O_CLOEXEC))
        return try StartedHearth(self, Self.program, words, environment, input: nothing)
    }

    /// Starts a line of `sh` in the same way.
    package func start(shell line: String) throws -> StartedHearth {
        try start("/bin/sh", ["-c", line], output: nil)
    }

    private func start(_ program: Path, _ words: [String], output: Path?) throws -> StartedHearth {
        let (reading, writing) = try Descriptor.pipe()
        return try StartedHearth(self, program, words, [:], input: reading, feeding: writing, output: output)
    }

    package func environment(_ changes: [String: String?] = [:]) -> [String: String] {
        let usual: [String: String?] = [
            "PATH": "\(Self.program.parent):/usr/bin:/bin", "HOME": folder.description,
            "HEARTH_HOME": home.description, "TERM": "xterm", "LC_ALL": "C.UTF-8",
            // What is not at hand is nowhere, unless a test has a registry of its own.
            "HEARTH_OFFLINE": "true",
            // A program that crashes has nothing to add to that.
            "SWIFT_BACKTRACE": "enable=no",
        ]
        return usual.merging(changes) { $1 }.compactMapValues(\.self)
    }

    package static let program = Program.built("hearth")
}

// The files of the folder.
extension HearthFixture {
    /// Makes a file and returns its name.
    @discardableResult
    package func file(_ name: String, _ content: [UInt8]) throws -> String {
        try Data(content).write(to: (folder / name).url)
        return name
    }

    /// The plain files below a path, the names of directories left out.
    package func files(below path: Path) -> [Path] {
        let found = FileManager.default.enumerator(at: path.url, includingPropertiesForKeys: [.isRegularFileKey])
        return (found?.compactMap { $0 as? URL } ?? [])
            .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true }
            .map { Path($0.path) }.sorted { $0.description < $1.description }
    }

    package var blobFiles: [Path] { files(below: home / "blobs") }

    /// Turns one bit of a file over.
    package func flip(_ path: Path, at offset: Int) throws {
        var content = try Data(contentsOf: path.url)
        content[offset] ^= 1
        let file = try FileHandle(forWritingTo: path.url)
        try file.write(contentsOf: content)
        try file.close()
    }
}

extension Path {
    package var url: URL { URL(fileURLWithPath: description) }
}
