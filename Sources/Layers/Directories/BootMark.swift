internal import Host

/// What is different each time that the machine starts.
enum BootMark {
    /// Eight digits; the same all the time where the system does not tell.
    static let current: String = {
        let system = LocalFileSystem()
        let none = "00000000"
        guard let file = try? OpenFile("/proc/sys/kernel/random/boot_id", .read, on: system) else { return none }
        var digits = [UInt8](repeating: 0, count: none.utf8.count)
        let count = digits.withUnsafeMutableBytes { try? file.fill($0) }
        return count == none.utf8.count ? String(decoding: digits, as: UTF8.self) : none
    }()
}
