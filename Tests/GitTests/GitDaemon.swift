import Foundation
import Host
import TestSupport

/// A server that speaks git's own protocol, and so knows what a shallow clone is.
final class GitDaemon {
    private let program: Program
    let address: String

    init(below directory: Path) throws {
        // Free a moment ago.
        let port = try LoopbackServer { _ in [] }.port
        let command =
            #"exec "$(git --exec-path)/git-daemon" --listen=127.0.0.1 --port="$0" --export-all --base-path="$1" --verbose 2>&1"#
        program = try Program("/bin/sh", ["-c", command, "\(port)", directory.description])
        address = "git://127.0.0.1:\(port)"
        var said = ""
        while !said.contains("rumble") {
            let piece = program.read(atMost: 1000)
            if piece.isEmpty { throw Clone.GitFailure(said) }
            said += String(decoding: piece, as: UTF8.self)
        }
    }
}
