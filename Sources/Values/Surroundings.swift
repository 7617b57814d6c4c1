/// What a bake file may ask of the machine it is read on: the languages are pure but for this.
package protocol Surroundings: Sendable {
    /// The process environment.
    var environment: [String: String] { get }
    /// Absolute. Paths below are relative to it, unless they are absolute.
    var workingDirectory: String { get }
    var homeDirectory: String { get }
    /// What this machine runs.
    var platform: Platform { get }

    func now() -> Timestamp
    func randomBytes(_ count: Int) -> [UInt8]
    /// The bytes of a file; nil where there is nothing.
    func contents(of path: String) throws(UnreadableFile) -> [UInt8]?
    /// Nil where there is nothing.
    func kind(of path: String) -> FileKind?
    /// Nil where there is nothing, and where files have none.
    func identity(of path: String) -> FileIdentity?
}

extension Surroundings {
    package func identity(of path: String) -> FileIdentity? { nil }
}

/// What tells one file or directory from all others while it exists, whatever links lead to it.
package struct FileIdentity: Hashable, Sendable {
    package let device: UInt64
    package let inode: UInt64

    package init(device: UInt64, inode: UInt64) {
        self.device = device
        self.inode = inode
    }
}

package enum FileKind: Sendable {
    case file
    case directory
    case socket
    case other
}

/// A file that is there and cannot be read.
package struct UnreadableFile: Error, Equatable, Sendable {
    package let path: String
    /// What the system says: `permission denied`, `is a directory`.
    package let reason: String

    package init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }
}
