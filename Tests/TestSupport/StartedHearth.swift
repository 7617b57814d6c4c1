import Foundation
import Host

/// A program that is at work. Its answers go to files, so that it never waits for the test.
package final class StartedHearth {
    private let fixture: HearthFixture
    private let process: ChildProcess
    private let output: Path
    private let errors: Path
    private var feeding: Descriptor?

    init(
        _ fixture: HearthFixture, _ program: Path, _ words: [String], _ environment: [String: String?],
        input: Descriptor, feeding: Descriptor? = nil, output place: Path? = nil
    ) throws {
        self.fixture = fixture
        self.feeding = feeding
        output = fixture.folder / ".output-\(UUID().uuidString)"
        errors = output.appending("-errors")
        let streams = try [place ?? output, errors].map {
            try Descriptor(open($0.description, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600))
        }
        process = try ChildProcess(
            program, words, environment: fixture.environment(environment), in: fixture.folder,
            streams: ([input] + streams).map(\.number))
    }

    deinit {
        for file in [output, errors] { try? FileManager.default.removeItem(at: file.url) }
    }

    /// Puts `bytes` into the pipe; returns when the last ones fit into it.
    package func feed(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try feeding?.write($0) }
    }

    package func signal(_ number: Int32) { process.signal(number) }

    /// The number of its process.
    package var id: Int32 { process.id }

    /// What it has written to standard error by now.
    package var errorsSoFar: String { String(decoding: (try? Data(contentsOf: errors.url)) ?? Data(), as: UTF8.self) }

    /// Looks again and again until the program waits for something, with `condition` met; false when it ended before.
    package func waits(until condition: () throws -> Bool) rethrows -> Bool {
        while let isWaiting = process.isWaiting {
            if try isWaiting && condition() { return true }
            sched_yield()
        }
        return false
    }

    /// Ends the input, if that is still open, and waits for the end.
    package func finish() throws -> HearthRun {
        feeding = nil
        let code = process.wait()
        let peak = try? String(contentsOf: (fixture.folder / "peak").url, encoding: .utf8)
        return HearthRun(
            code: code, bytes: [UInt8]((try? Data(contentsOf: output.url)) ?? Data()),
            errors: String(decoding: try Data(contentsOf: errors.url), as: UTF8.self),
            peakMemory: peak.flatMap(Int.init))
    }

    /// Waits for the end, with the input still open.
    package func finishUnfed() throws -> HearthRun {
        _ = process.wait()
        return try finish()
    }
}
