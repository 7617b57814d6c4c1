internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A place for sockets, whose paths have no more than about 100 bytes.
enum ShortPath {
    /// A new directory that is for this user alone: in `folder`, where that is near enough.
    static func directory(in folder: RunFolder) throws(SystemError) -> Path {
        if folder.path.bytes.count < 80 { return try folder.directory("meeting", mode: 0o700) }
        var template = Array("/tmp/hearth-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError("create directory", "/tmp", .last) }
        return Path(bytes: template.dropLast().map { UInt8(bitPattern: $0) })
    }
}
