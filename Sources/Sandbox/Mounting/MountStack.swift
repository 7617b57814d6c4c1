internal import CLinux
internal import Host

/// What is mounted for one run. All of it is gone when nobody holds it any more.
final class MountStack {
    private var places: [Path] = []

    deinit { undo() }

    /// The last first.
    func undo() {
        while let place = places.popLast() { _ = place.withCString { hearth_unmount($0) } }
    }

    /// Directories of layers as one, the lowest first; with `upper` what is written goes there, `work` being an empty directory
    /// beside it.
    func overlay(_ lowers: [Path], upper: (files: Path, work: Path)?, at target: Path, flags: UInt32 = 0) throws {
        let layers = try lowers.reversed().map(Descriptor.directory)
        let above = try upper.map {
            (files: try Descriptor.directory($0.files), work: try Descriptor.directory($0.work))
        }
        var message = [CChar](repeating: 0, count: 512)
        let count = message.count
        let result = target.withCString { name in
            hearth_mount_overlay(
                layers.map(\.number), layers.count, above?.files.number ?? -1, above?.work.number ?? -1, name, flags,
                &message, count)
        }
        try check(result, "the overlay of \(layers.count) layers", target, Self.text(message))
    }

    private static func text(_ message: [CChar]) -> String? {
        let bytes = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    /// What a path leads to at another path too.
    func bind(_ source: Path, at target: Path) throws {
        let result = source.withCString { source in target.withCString { hearth_bind(source, $0) } }
        try check(result, "\(source)", target)
    }

    /// Memory as files.
    func tmpfs(at target: Path, _ options: String, flags: UInt32) throws {
        try check(target.withCString { hearth_mount("tmpfs", $0, flags, options) }, "a file system in memory", target)
    }

    private func check(_ result: Int32, _ what: String, _ target: Path, _ words: String? = nil) throws {
        guard result == 0 else { throw SandboxFault.notMounted(what, .last, words: words) }
        places.append(target)
    }
}
