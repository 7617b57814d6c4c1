internal import Host
internal import Values

/// Tells one run of the machine from the next: what a process wrote is there for all others until the machine stops.
enum Boot {
    /// A name that no other boot has.
    static let current: String = id ?? time ?? random

    /// As a name that is no boot's: what is known of it may be wrong.
    static let unknown = "unknown"

    private static var id: String? {
        guard let text = content(of: "/proc/sys/kernel/random/boot_id") else { return nil }
        return text.isEmpty ? nil : text
    }

    /// Where the system has no name for it, the moment at which it began.
    private static var time: String? {
        guard let text = content(of: "/proc/stat") else { return nil }
        return text.split(separator: "\n").first { $0.hasPrefix("btime ") }.map { String($0.dropFirst(6)) }
    }

    /// Where nothing is known nothing is trusted after this process.
    private static var random: String {
        withUnsafeBytes(of: UInt64.random(in: .min ... .max)) { Hex.encode($0) }
    }

    private static func content(of path: Path) -> String? {
        guard let file = try? OpenFile(path, .read, on: LocalFileSystem()),
            let bytes = try? file.readToEnd(limit: 1 << 20)
        else { return nil }
        var text = String(decoding: bytes, as: UTF8.self)
        while text.last == "\n" { text.removeLast() }
        return text
    }
}
