internal import Values

/// One platform that is wanted. An image for it may say it in other words, and may ask for fewer features.
struct PlatformPattern {
    private let platform: Platform
    private let windows: WindowsVersion?

    init(_ platform: Platform) {
        self.platform = platform.normalized
        windows = platform.system == "windows" ? WindowsVersion(platform.systemVersion ?? "") : nil
    }

    /// `normal` is the platform of an image in its usual form.
    func matches(_ normal: Platform) -> Bool {
        // One that does not say is taken for Linux.
        guard (normal.system.nonEmpty ?? "linux") == platform.system, normal.architecture == platform.architecture,
            normal.variant == platform.variant
        else { return false }
        guard platform.system == "windows" else { return isEnough(for: normal.systemFeatures) }
        if let windows, let version = normal.systemVersion, !windows.runs(version) { return false }
        // Every Windows that containers run on has it.
        return isEnough(for: normal.systemFeatures.filter { $0 != "win32k" })
    }

    private func isEnough(for features: [String]) -> Bool {
        features.allSatisfy(platform.systemFeatures.contains)
    }
}

/// The release of a Windows, such as 10.0.20348.
private struct WindowsVersion {
    let major: UInt8
    let minor: UInt8
    let build: UInt16

    /// Nil for what says nothing.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 2, let major = Self.number(parts[0], UInt8.self),
            let minor = Self.number(parts[1], UInt8.self), let build = Self.number(parts[2], UInt16.self),
            (major, minor, build) != (0, 0, 0)
        else { return nil }
        (self.major, self.minor, self.build) = (major, minor, build)
    }

    private static func number<Number: FixedWidthInteger>(_ text: Substring, _: Number.Type) -> Number? {
        text.utf8.first.map { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } == true ? Number(text) : nil
    }

    /// The two releases that take containers of other builds: of 2022, and of 2025.
    private static let longTerm: [UInt16] = [20348, 26100]

    /// Whether containers of a version run on this one.
    func runs(_ text: String) -> Bool {
        let other = WindowsVersion(text)
        guard major == other?.major ?? 0, minor == other?.minor ?? 0 else { return false }
        let otherBuild = other?.build ?? 0
        guard build >= Self.longTerm[0] else { return build == otherBuild }
        let oldest = Self.longTerm.last { build > $0 } ?? Self.longTerm[0]
        return oldest <= otherBuild && otherBuild <= build
    }
}
