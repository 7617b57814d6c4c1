import Values

/// A machine with the few files that a test puts there.
struct EntrySurroundings: Surroundings {
    var environment: [String: String] = [:]
    var files: [String: [UInt8]] = [:]
    var others: [String: FileKind] = [:]
    /// Directories by their numbers: two of one number are one.
    var directories: [String: UInt64] = [:]

    let workingDirectory = "/here"
    let homeDirectory = "/home"
    let platform = Platform(system: "linux", architecture: "amd64")

    func now() -> Timestamp { Timestamp(microseconds: 0) }
    func randomBytes(_ count: Int) -> [UInt8] { [] }

    func contents(of path: String) throws(UnreadableFile) -> [UInt8]? {
        if others[path] == .directory { throw UnreadableFile(path: path, reason: "is a directory") }
        return files[path]
    }

    func kind(of path: String) -> FileKind? { files[path] == nil ? others[path] : .file }

    func identity(of path: String) -> FileIdentity? {
        directories[path].map { FileIdentity(device: 0, inode: $0) }
    }
}

extension JSON {
    /// On one line, the keys in order.
    var text: String { String(decoding: sorted.encoded(), as: UTF8.self) }
}
