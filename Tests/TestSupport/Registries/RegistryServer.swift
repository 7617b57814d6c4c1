import Foundation
package import Host
import Synchronization

/// A real registry, Debian's `docker-registry`, on loopback, with a folder of its own. It ends with this object, and with the
/// test process however that ends.
///
/// It can be stopped and started again in the middle of what a test does: port and folder stay the same, and so do uploads
/// that have begun.
// @unchecked: what changes is under a lock.
package final class RegistryServer: @unchecked Sendable {
    package static let isPossible = program != nil
    package static let reason = "needs the program docker-registry (Debian: docker-registry)"

    package let options: Options
    package let port: UInt16
    /// What it is to those that trust it, where it speaks TLS.
    package let authority: TestAuthority?

    let directory: TemporaryDirectory
    private let running = Mutex(())
    private var process: ChildProcess?
    private var leash: Descriptor?

    private static let program = ["/usr/bin/docker-registry", "/usr/local/bin/docker-registry", "/usr/bin/registry"]
        .first(where: FileManager.default.isExecutableFile)

    package enum Fault: Error {
        /// It ended instead of listening; what it said.
        case ended(String)
        case silent
    }

    /// Returns when it listens. `directory` is for what takes more room than memory has.
    package init(_ options: Options = Options(), in directory: TemporaryDirectory? = nil) throws {
        self.options = options
        let directory = try directory ?? TemporaryDirectory.quick()
        self.directory = directory
        authority = options.hasTLS ? try TestAuthority(in: directory.path) : nil
        port = try FreePort.find()
        try options.write(to: directory.path, port: port, authority: authority)
        try start()
    }

    deinit { stop() }

    /// As it stands in a reference: `localhost:20123`.
    package var name: String { "localhost:\(port)" }

    package var address: String { "\(options.hasTLS ? "https" : "http")://localhost:\(port)" }

    /// Returns when it listens.
    package func start() throws {
        try running.withLock { _ in
            if process == nil { try launch() }
        }
    }

    /// Ends it without a last word, as a machine that loses power.
    package func stop() {
        running.withLock { _ in end() }
    }

    package func restart() throws {
        stop()
        try start()
    }

    private func end() {
        // An end of the leash without a word is what happens where the test process dies.
        try? Array("stopped\n".utf8).withUnsafeBytes { try leash?.write($0) }
        process?.signal(SIGKILL)
        _ = process?.wait()
        (process, leash) = (nil, nil)
    }

    /// A second process holds the other end of the leash, and kills the registry when nobody holds this one any more.
    private static let script = #"exec 3<&0; (read word <&3 || kill -KILL $$) & exec "$0" serve "$1" 3<&-"#

    private func launch() throws {
        let (reading, writing) = try Descriptor.pipe()
        let logs = try [accessLog, errorLog].map {
            try Descriptor(open($0.description, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600))
        }
        let start = try FileManager.default.attributesOfItem(atPath: errorLog.description)[.size] as? Int ?? 0
        let words = [
            "-c", Self.script, Self.program ?? "docker-registry", Options.file(in: directory.path).description,
        ]
        let streams = [reading] + logs
        process = try withExtendedLifetime(streams) {
            try ChildProcess(
                "/bin/sh", words, environment: ["PATH": "/usr/bin:/bin"], in: directory.path,
                streams: streams.map(\.number))
        }
        leash = writing
        do {
            try waitUntilListening(behind: start)
        } catch {
            end()
            throw error
        }
    }

    /// It says that it listens when it does; what stands in its log from before counts for nothing.
    private func waitUntilListening(behind start: Int) throws {
        for _ in 0..<20_000 {
            let said = String(
                decoding: ((try? Data(contentsOf: errorLog.url)) ?? Data()).dropFirst(start), as: UTF8.self)
            if said.contains("msg=\"listening on") { return }
            if process?.isWaiting == nil { throw Fault.ended(said) }
            usleep(1000)
        }
        throw Fault.silent
    }

    var accessLog: Path { directory.path / "access.log" }
    /// What it says of itself, for a test that fails.
    package var errorLog: Path { directory.path / "error.log" }
}
