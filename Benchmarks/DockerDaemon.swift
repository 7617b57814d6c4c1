import Foundation

/// A Docker daemon whose files are all in a folder of its own. It ends with this object.
final class DockerDaemon {
    /// What DOCKER_HOST has to be.
    let address: String
    private let process: Process
    private let folder: String

    /// Nil where none starts: without the program, root or rights.
    init?(_ workshop: Workshop) {
        // The path of a socket is short.
        folder = "/tmp/hearth-bench-docker-\(ProcessInfo.processInfo.processIdentifier)"
        address = "unix://\(folder)/socket"
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/sbin/dockerd")
        process.arguments = [
            "--data-root", "\(folder)/data", "--exec-root", "\(folder)/exec", "--pidfile", "\(folder)/pid", "-H",
            address,
            "--iptables=false", "--ip6tables=false", "--bridge=none",
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let isUp = "for i in $(seq 100); do DOCKER_HOST=\(address) docker version && exit; sleep 0.1; done; exit 1"
        guard (try? workshop.time("(\(isUp)) 2>/dev/null")) != nil else {
            end()
            return nil
        }
    }

    deinit { end() }

    private func end() {
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: folder)
    }
}
