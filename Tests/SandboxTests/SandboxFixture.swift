import Foundation
import Host
import TestSupport

/// A folder with a layer that has busybox and a few users, and the program that runs processes in it.
final class SandboxFixture: Sendable {
    private let directory: TemporaryDirectory

    static let isPossible = getuid() == 0 && Tmpfs.isPossible && has("/bin/busybox") && runtimes.count > 0
    static let reason = "needs root, leave to mount, busybox and an OCI runtime"

    static let canBeSomebodyElse =
        isPossible && has("/usr/bin/setpriv") && has("/usr/bin/newuidmap")
        && (try? String(contentsOfFile: "/proc/sys/user/max_user_namespaces", encoding: .utf8)) != "0\n"

    static let runtimes = ["crun", "runc"].filter { name in
        ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"].contains { has("\($0)/\(name)") }
    }

    static func has(_ path: String) -> Bool { FileManager.default.isExecutableFile(atPath: path) }

    /// Returns when something has come about elsewhere; the test then says whether it has.
    static func wait(until isSo: () -> Bool) {
        var patience = 10_000
        while !isSo(), patience > 0 {
            usleep(1000)
            patience -= 1
        }
    }

    init() throws {
        directory = try TemporaryDirectory()
        // The processes of other users have to get in.
        chmod(folder.description, 0o755)
        try make(["base/bin", "base/etc", "base/tmp", "base/sub", "base/home"])
        try FileManager.default.copyItem(atPath: "/bin/busybox", toPath: "\(folder)/base/bin/busybox")
        for name in Self.applets {
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder)/base/bin/\(name)", withDestinationPath: "busybox")
        }
        try file("base/etc/passwd", "root:x:0:0:root:/root:/bin/sh\napp:x:1000:1001::/home/app:/bin/sh\n")
        try file("base/etc/group", "root:x:0:\napp:x:1001:\nextra:x:50:app\nother:x:60:\n")
        try file("base/sub/one", "1\n")
        chmod("\(folder)/base/tmp", 0o1777)
    }

    private static let applets = [
        "sh", "ls", "cat", "echo", "mount", "id", "env", "mkdir", "rm", "true", "false", "sleep", "stat", "grep",
        "chmod",
        "chown", "dd", "touch", "ln", "wc", "head", "seq", "xargs", "hostname", "ip", "mknod", "rmdir", "mv", "kill",
        "setsid", "tr", "df", "umount", "nc", "od", "find", "test",
    ]

    var folder: Path { directory.path }

    func make(_ names: [String]) throws {
        for name in names {
            try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        }
    }

    func file(_ name: String, _ text: String) throws {
        try make([(name as NSString).deletingLastPathComponent])
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }

    func text(_ name: String) -> String? { try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) }

    func exists(_ name: String) -> Bool {
        var status = stat()
        return lstat("\(folder)/\(name)", &status) == 0
    }

    /// What is in the upper directory, directories included, sorted.
    func upper(_ name: String = "upper") -> [String] {
        (FileManager.default.subpaths(atPath: "\(folder)/\(name)") ?? []).sorted()
    }

    /// Runs a line of `sh` on the base.
    func shell(_ line: String, _ more: [String: Any] = [:], user: UserKind = .root) throws -> Outcome {
        try run(["arguments": ["/bin/sh", "-c", line], "lowers": ["base"]].merging(more) { $1 }, user: user)
    }

    enum UserKind {
        case root
        /// Somebody who has no ids to give.
        case single
        /// Somebody who has.
        case ranged
    }

    /// Runs what is described, in an empty upper directory.
    func run(_ description: [String: Any], user: UserKind = .root) throws -> Outcome {
        try? FileManager.default.removeItem(atPath: "\(folder)/upper")
        let program = try command(description, user: user)
        let running = try Program("/bin/sh", ["-c", program])
        let output = running.readAll()
        let code = running.wait()
        guard let report = try? JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any] else {
            throw Unreadable(output: output, code: code)
        }
        return Outcome(report)
    }

    struct Unreadable: Error {
        let output: String
        let code: Int32
    }

    /// A line of `sh` that does what is described.
    func command(_ description: [String: Any], user: UserKind = .root) throws -> String {
        let name = "description.json"
        try JSONSerialization.data(withJSONObject: description).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        let words = "\(Program.built("SandboxExerciser")) \(folder)/\(name) \(folder)"
        let nobody = "exec setpriv --reuid 65534 --regid 65534 --clear-groups \(words)"
        switch user {
        case .root: return "exec \(words)"
        case .single: return "chown -R 65534:65534 \(folder); \(withIDs("root:1:1")) '\(nobody)'"
        case .ranged: return "chown -R 65534:65534 \(folder); \(withIDs("65534:200000:65536")) '\(nobody)'"
        }
    }

    /// Has what follows see other ids to give away than the machine's.
    private func withIDs(_ line: String) -> String {
        let file = "\(folder)/ids"
        return
            "echo \(line) >\(file); exec unshare -m sh -c 'mount --bind \(file) /etc/subuid; mount --bind \(file) /etc/subgid; "
            + "eval \"$0\"'"
    }
}

/// What came of it.
struct Outcome {
    let report: [String: Any]
    let runs: [[String: Any]]

    init(_ report: [String: Any]) {
        self.report = report
        runs = report["runs"] as? [[String: Any]] ?? []
    }

    private var first: [String: Any] { runs.first ?? [:] }
    var ending: String { first["ending"] as? String ?? "none" }
    var output: String { first["output"] as? String ?? "" }
    var errors: String { first["errors"] as? String ?? "" }
    var lines: [String] { output.split(separator: "\n").map(String.init) }
    var fault: String? { (first["fault"] ?? report["fault"]) as? String }
    var hint: String? { (first["hint"] ?? report["hint"]) as? String }
    var warnings: [String] { report["warnings"] as? [String] ?? [] }

    /// Whether nothing is mounted any more, and nothing is left in the scratch directory.
    var isClean: Bool { runs.allSatisfy { $0["mounted"] as? Int == 0 && ($0["left"] as? [Any])?.isEmpty == true } }
}
