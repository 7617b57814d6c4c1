internal import Values

/// The bytes of those files of an archive that may be asked for, by their places in a layout: what was named, what looks like a Dockerfile
/// or what belongs to one, and what is so small that any link may lead to it.
struct KeptContents {
    private let named: Set<[UInt8]>
    private var bytes: [Int: [UInt8]] = [:]
    private var roomForNamed: Int64 = 256 << 20
    private var roomForSmall: Int64 = 32 << 20

    private static let small: Int64 = 64 << 10

    init(named paths: [String]) {
        named = Set(paths.map { RelativePath.cleanFromRoot($0.keptBytes) })
    }

    subscript(place: Int) -> [UInt8]? { bytes[place] }

    /// Whether a file is to be kept. Counts as if it were.
    mutating func wants(_ path: [UInt8], length: Int64) -> Bool {
        if named.contains(path) || Self.isBuildFile(RelativePath.base(path)) { return Self.take(length, &roomForNamed) }
        return length <= Self.small && Self.take(length, &roomForSmall)
    }

    mutating func keep(_ content: [UInt8], at place: Int) { bytes[place] = content }
    mutating func forget(_ place: Int) { bytes[place] = nil }
    mutating func share(_ source: Int, with place: Int) { bytes[place] = bytes[source] }

    private static func take(_ length: Int64, _ room: inout Int64) -> Bool {
        guard length <= room else { return false }
        room -= length
        return true
    }

    private static func isBuildFile(_ name: [UInt8]) -> Bool {
        let text = String(decoding: name, as: UTF8.self).lowercased()
        return text.hasSuffix("dockerfile") || text.hasPrefix("dockerfile") || text.hasPrefix("containerfile")
            || text.hasSuffix(".dockerignore")
    }
}
