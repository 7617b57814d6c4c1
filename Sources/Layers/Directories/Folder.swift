internal import CLinux
internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// An open directory of a tree on the disk, and what is done in it: by single names, following no link.
final class Folder: Sendable {
    let descriptor: Int32
    /// For people.
    let path: Path

    init(_ path: Path) throws(SystemError) {
        self.path = path
        descriptor = path.withCString { open($0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
        if descriptor < 0 { throw SystemError("open", path, .last) }
    }

    private init(_ descriptor: Int32, _ path: Path) {
        (self.descriptor, self.path) = (descriptor, path)
    }

    deinit { _ = close(descriptor) }

    /// No system call takes a longer path.
    private static let longestPath = 4000

    /// A directory below this one; `names` is a path of any length, and nothing for this one itself.
    func folder(_ names: [UInt8]) throws(SystemError) -> Folder {
        let path = names.isEmpty ? path : path / Path(bytes: names)
        guard !names.isEmpty else { return Folder(try check("open", path) { dup(descriptor) }, path) }
        guard names.count > Self.longestPath else {
            return Folder(try openBelow(names, isDirectory: true, path), path)
        }
        guard let cut = names[..<Self.longestPath].lastIndex(of: PathNames.slash) else {
            throw SystemError("open", path, SystemError.Code(rawValue: ENAMETOOLONG))
        }
        return try folder(Array(names[..<cut])).folder(Array(names[(cut + 1)...]))
    }

    /// A file in this directory, open to be read.
    func file(_ name: [UInt8]) throws(SystemError) -> OpenDescriptor {
        OpenDescriptor(try openBelow(name, isDirectory: false, path / Path(bytes: name)))
    }

    private func openBelow(_ names: [UInt8], isDirectory: Bool, _ path: Path) throws(SystemError) -> Int32 {
        try check("open", path) { withName(names) { hearth_open_below(descriptor, $0, isDirectory ? 1 : 0) } }
    }

    // MARK: Making

    /// For this user alone, until all is in it.
    func makeDirectory(_ name: [UInt8]) throws(SystemError) {
        try call("create directory", name) { mkdirat(descriptor, $0, 0o700) }
    }

    func makeFile(_ name: [UInt8]) throws(SystemError) -> OpenDescriptor {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        return OpenDescriptor(try call("create", name) { openat(descriptor, $0, flags, 0o600) })
    }

    func makeLink(_ name: [UInt8], to target: [UInt8]) throws(SystemError) {
        try call("link", name) { name in withName(target) { symlinkat($0, descriptor, name) } }
    }

    func makeFifo(_ name: [UInt8]) throws(SystemError) {
        try call("create", name) { mkfifoat(descriptor, $0, 0o600) }
    }

    func makeDevice(_ name: [UInt8], isBlock: Bool, major: UInt32, minor: UInt32) throws(SystemError) {
        let mode = UInt32(isBlock ? S_IFBLK : S_IFCHR) | 0o600
        try call("make device", name) { hearth_make_device(descriptor, $0, mode, major, minor) }
    }

    func makeWhiteout(_ name: [UInt8]) throws(SystemError) {
        try call("make whiteout", name) { hearth_make_device(descriptor, $0, UInt32(S_IFCHR), 0, 0) }
    }

    /// Gives a file one more name.
    func link(_ name: [UInt8], to other: Folder, _ newName: [UInt8]) throws(SystemError) {
        try other.call("link", newName) { new in withName(name) { linkat(descriptor, $0, other.descriptor, new, 0) } }
    }

    // MARK: Attributes of what has no descriptor

    func setOwner(_ name: [UInt8], _ owner: UInt32, _ group: UInt32) throws(SystemError) {
        try call("change owner", name) { fchownat(descriptor, $0, owner, group, AT_SYMLINK_NOFOLLOW) }
    }

    /// Not of links, which have none.
    func setMode(_ name: [UInt8], _ mode: UInt32) throws(SystemError) {
        try call("change mode", name) { fchmodat(descriptor, $0, mode_t(mode), 0) }
    }

    func setTimes(_ name: [UInt8], _ nanoseconds: Int64) throws(SystemError) {
        try call("change times", name) { hearth_set_times(descriptor, $0, nanoseconds) }
    }

    // MARK: Looking

    func status(_ name: [UInt8]) throws(SystemError) -> hearth_file {
        var status = hearth_file()
        try call("stat", name) { hearth_file_status(descriptor, $0, &status) }
        return status
    }

    func target(_ name: [UInt8]) throws(SystemError) -> [UInt8] {
        var room = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = try call("read link", name) { readlinkat(descriptor, $0, &room, room.count) }
        return room[..<count].map { UInt8(bitPattern: $0) }
    }

    func names() throws(SystemError) -> [[UInt8]] {
        do throws(SystemError) {
            let list = try LocalTree().names(in: descriptor)
            var names: [[UInt8]] = []
            list.forEach { name, _ in names.append(Array(name)) }
            return names
        } catch {
            throw SystemError(error.call, path, error.code)
        }
    }

    /// Sets the mode of the directory itself.
    func restore(_ mode: UInt32) throws(SystemError) {
        _ = try check("change mode", path) { fchmod(descriptor, mode_t(mode)) }
    }

    /// Takes an extended attribute of the directory itself.
    func extended(_ name: String) -> [UInt8]? { OpenDescriptor.extended(descriptor, name) }

    @discardableResult
    func call<Result: FixedWidthInteger>(
        _ call: String, _ name: [UInt8], _ body: (UnsafePointer<CChar>) -> Result
    ) throws(SystemError) -> Result {
        try check(call, path / Path(bytes: name)) { withName(name, body) }
    }

    private func check<Result: FixedWidthInteger>(
        _ call: String, _ path: Path, _ body: () -> Result
    ) throws(SystemError) -> Result {
        while true {
            let result = body()
            if result != -1 { return result }
            if errno != EINTR { throw SystemError(call, path, .last) }
            try Interruption.check(path)
        }
    }
}

private func withName<Result>(_ name: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: name.count + 1) { room in
        for (place, byte) in name.enumerated() { room[place] = CChar(bitPattern: byte) }
        room[name.count] = 0
        guard let start = room.baseAddress else { preconditionFailure("a name has no place") }
        return body(UnsafePointer(start))
    }
}
