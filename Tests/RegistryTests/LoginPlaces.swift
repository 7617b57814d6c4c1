import Foundation
import Host
import TestSupport

@testable import Registry

/// A folder with the files that logins leave behind, and with programs that keep credentials.
final class LoginPlaces: Sendable {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    var folder: Path { directory.path }

    func write(_ text: String, to name: String) throws {
        let path = folder / name
        try FileManager.default.createDirectory(at: path.parent.url, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: path.url)
    }

    /// A file with passwords, by keys: that of `me` is `secret of me`.
    static func file(_ accounts: [String: String]) -> String {
        let entries = accounts.sorted { $0.key < $1.key }.map { key, name in
            "\"\(key)\": {\"auth\": \"\(Data("\(name):secret of \(name)".utf8).base64EncodedString())\"}"
        }
        return "{\"auths\": {\(entries.joined(separator: ", "))}}"
    }

    /// Makes `docker-credential-NAME`, a script. Each time it is run it adds to the file `ran`.
    func helper(_ name: String, _ script: String) throws {
        let program = folder / "bin/docker-credential-\(name)"
        try write("#!/bin/sh\necho \"\(name) $1\" >> '\(folder)/ran'\n\(script)\n", to: "bin/docker-credential-\(name)")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.description)
    }

    /// Which helpers were run, and what for.
    var ran: [String] {
        let text = (try? String(contentsOf: (folder / "ran").url, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map(String.init)
    }

    func credentials(_ environment: [String: String] = [:], helperLimit: Double = 60) -> StoredCredentials {
        let usual = [
            "DOCKER_CONFIG": "\(folder)/docker", "XDG_RUNTIME_DIR": "\(folder)/run", "XDG_CONFIG_HOME": "\(folder)/xdg",
            "PATH": "\(folder)/none:\(folder)/bin:/usr/bin:/bin",
        ]
        let all = usual.merging(environment) { $1 }
        return StoredCredentials(environment: { all[$0] }, helperLimit: helperLimit)
    }
}
