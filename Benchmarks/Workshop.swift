import Foundation
import Host

/// Where benchmarks work: a folder of their own beside the machine's temporary files, and the programs they run.
final class Workshop {
    let folder: URL
    let hearth: URL

    private init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("hearth-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        hearth = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appendingPathComponent("hearth")
    }

    /// Lends a workshop, of which nothing is left afterwards, however `body` ends: there may be gigabytes in it.
    static func open<Value>(_ body: (Workshop) throws -> Value) throws -> Value {
        let workshop = try Workshop()
        defer { try? FileManager.default.removeItem(at: workshop.folder) }
        return try body(workshop)
    }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// Writes a file, and makes the directories it is in.
    func write(_ text: String, to name: String) throws {
        let url = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    /// Runs a line of shell with a home in the folder and returns how many seconds it took.
    @discardableResult
    func time(_ line: String) throws -> Double {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = folder
        process.environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HEARTH_HOME": path("home"), "HEARTH": hearth.path,
        ]
        process.standardOutput = FileHandle.nullDevice
        let start = DispatchTime.now().uptimeNanoseconds
        if Interruption.isRequested { throw SystemError("run \(line)", nil, .interrupted) }
        // `waitUntilExit` looks twenty times a second.
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        ended.wait()
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
        guard process.terminationStatus == 0 else { throw Failed(line: line, status: process.terminationStatus) }
        return seconds
    }

    /// Times two lines in turn, so that a machine whose speed drifts treats both alike. What is made ready before each
    /// is not timed.
    func race(_ ours: String, _ theirs: String, rounds: Int = 5, before: () throws -> Void = {}) throws -> Race {
        var times: (ours: [Double], theirs: [Double]) = ([], [])
        for _ in 0..<rounds {
            try before()
            times.ours.append(try time(ours))
            try before()
            times.theirs.append(try time(theirs))
        }
        return Race(times.ours, times.theirs)
    }

    struct Failed: Error {
        let line: String
        let status: Int32
    }
}

/// The times of two programs at the same work.
struct Race {
    let ours: Times
    let theirs: Times
    private let ratios: Times

    /// Times that were taken in turn, and are compared pair by pair: what slows the machine slows both.
    init(_ ours: [Double], _ theirs: [Double]) {
        self.ours = Times(ours)
        self.theirs = Times(theirs)
        ratios = Times(zip(theirs, ours).map { $0 / $1 })
    }

    /// How fast ours is, theirs being 1.
    func figure(_ name: String, atLeast goal: Double) -> Figure {
        Figure(
            name: name, value: ratios.median, unit: "×", goal: .atLeast(goal),
            detail: "hearth \(ours), peer \(theirs)")
    }
}
