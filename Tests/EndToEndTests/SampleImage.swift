import Foundation
import Hashing
import TestSupport
import Values

/// An image with a file or two, as `docker save` writes it.
struct SampleImage {
    let layers: [[UInt8]]
    let configuration: [UInt8]
    /// The archive.
    let archive: [UInt8]

    /// `files` are those of one layer each. `program` is what is in /bin/busybox besides, if anything.
    init(_ tags: [String], files: [(name: String, content: String)], program: [UInt8]? = nil) {
        layers = files.enumerated().map { number, file in
            var tar = SampleTar()
            if number == 0, let program { tar.add("bin/busybox", "0", program, mode: 0o755) }
            tar.add(file.name, "0", Array(file.content.utf8))
            return tar.ended
        }
        let configuration: JSON = [
            "architecture": "amd64", "os": "linux", "created": "2026-01-02T03:04:05Z",
            "config": ["Cmd": ["/bin/busybox", "cat", "/hello"], "Labels": ["a": "b"]],
            "rootfs": ["type": "layers", "diff_ids": .array(layers.map { .string("\(ContentHash.digest(of: $0))") })],
            "history": .array(files.map { ["created_by": .string("COPY \($0.name)")] }),
        ]
        self.configuration = configuration.encoded()
        let name = "\(ContentHash.digest(of: self.configuration).hex).json"
        let manifest: JSON = [
            [
                "Config": .string(name), "RepoTags": .array(tags.map(JSON.string)),
                "Layers": .array(layers.indices.map { .string("\($0)/layer.tar") }),
            ]
        ]
        var tar = SampleTar()
        for (number, layer) in layers.enumerated() { tar.add("\(number)/layer.tar", "0", layer) }
        tar.add(name, "0", self.configuration)
        tar.add("manifest.json", "0", manifest.encoded())
        archive = tar.ended
    }

    /// One that is called `app:1`.
    static let app = SampleImage(["app:1"], files: [("hello", "hello\n"), ("etc/motd", "again\n")])

    /// One that can be run, where this machine has a program that needs nothing else.
    static let runnable: SampleImage? = {
        guard let program = try? Data(contentsOf: URL(fileURLWithPath: "/bin/busybox")) else { return nil }
        return SampleImage(["app:run"], files: [("hello", "hello from inside\n")], program: Array(program))
    }()
}

extension HearthFixture {
    /// Whether this machine has a program.
    static func has(_ program: String) -> Bool {
        ["/usr/bin", "/bin", "/usr/sbin", "/usr/local/bin"].contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
        }
    }
}
