import Foundation
import Hashing
import TestSupport
import Values

/// A base image with busybox and a few users, made from the machine's own program, as a docker archive.
enum Busybox {
    static let archive: [UInt8]? = {
        guard let program = FileManager.default.contents(atPath: "/bin/busybox") else { return nil }
        var tar = SampleTar()
        tar.add("bin/busybox", "0", Array(program), mode: 0o755)
        for name in applets { tar.add("bin/\(name)", "2", [], link: "busybox") }
        tar.add("etc/passwd", "0", Array("root:x:0:0:root:/root:/bin/sh\nbob:x:1000:1001::/home/bob:/bin/sh\n".utf8))
        tar.add("etc/group", "0", Array("root:x:0:\nbob:x:1001:\nstaff:x:50:bob\n".utf8))
        let layer = tar.ended
        let configuration: JSON = [
            "architecture": .string(architecture), "os": "linux", "config": ["Env": ["PATH=/bin"], "Cmd": ["sh"]],
            "rootfs": ["type": "layers", "diff_ids": [.string("\(ContentHash.digest(of: layer))")]],
        ]
        let manifest: JSON = [
            ["Config": "config.json", "RepoTags": ["busybox:latest"], "Layers": ["layer.tar"]]
        ]
        var archive = SampleTar()
        archive.add("layer.tar", "0", layer)
        archive.add("config.json", "0", configuration.encoded())
        archive.add("manifest.json", "0", manifest.encoded())
        return archive.ended
    }()

    private static let applets = [
        "sh", "cat", "chmod", "chown", "id", "ln", "ls", "mkdir", "mknod", "stat", "touch", "true", "false", "rm",
        "sleep", "ulimit", "df", "hostname", "wc", "test", "seq", "echo",
    ]

    private static var architecture: String {
        #if arch(arm64)
        "arm64"
        #else
        "amd64"
        #endif
    }
}
