internal import CLinux
internal import Values

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The machine's own files.
package struct LocalFileSystem: FileSystem {
    package init() {}

    package func open(_ path: Path, _ access: FileAccess) throws(SystemError) -> Int32 {
        let flags =
            switch access {
            case .read: O_RDONLY
            case .create: O_RDWR | O_CREAT | O_EXCL
            case .readWrite: O_RDWR | O_CREAT
            }
        return try path.withCString { name throws(SystemError) in
            // 0600: a store holds what one user built; see docs/store-format.md.
            try check("open", path) { systemOpen(name, flags | O_CLOEXEC, 0o600) }
        }
    }

    package func close(_ descriptor: Int32) throws(SystemError) {
        // Never twice: after EINTR the descriptor is gone, and its number may be another's already.
        guard systemClose(descriptor) == 0 || errno == EINTR else { throw SystemError("close", nil, .last) }
    }

    package func read(
        _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemError) -> Int {
        try check("read", nil) { systemRead(descriptor, buffer.baseAddress, buffer.count) }
    }

    package func read(
        _ descriptor: Int32, at offset: Int64, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemError) -> Int {
        try check("read", nil) { pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset)) }
    }

    package func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Int {
        try check("write", nil) { systemWrite(descriptor, bytes.baseAddress, bytes.count) }
    }

    package func truncate(_ descriptor: Int32, to length: Int64) throws(SystemError) {
        _ = try check("truncate", nil) { ftruncate(descriptor, off_t(length)) }
    }

    package func sync(_ descriptor: Int32) throws(SystemError) {
        #if canImport(Darwin)
        // There fsync is content when the drive has the bytes, which the drive may still lose. Some file systems know
        // no better.
        if fcntl(descriptor, F_FULLFSYNC) == -1 { _ = try check("sync", nil) { fsync(descriptor) } }
        #else
        _ = try check("sync", nil) { fsync(descriptor) }
        #endif
    }

    package func startWriteback(_ descriptor: Int32, _ range: Range<Int64>) {
        hearth_start_writeback(descriptor, range.lowerBound, range.upperBound - range.lowerBound)
    }

    package func status(_ descriptor: Int32) throws(SystemError) -> FileStatus {
        var raw = stat()
        _ = try check("stat", nil) { fstat(descriptor, &raw) }
        return FileStatus(raw)
    }

    package func status(_ path: Path) throws(SystemError) -> FileStatus? {
        var raw = stat()
        return try path.withCString { name throws(SystemError) in
            try present("stat", path) { lstat(name, &raw) } ? FileStatus(raw) : nil
        }
    }

    package func lock(_ descriptor: Int32, _ kind: LockKind, waiting: Bool) throws(SystemError) -> Bool {
        let operation = (kind == .shared ? LOCK_SH : LOCK_EX) | (waiting ? 0 : LOCK_NB)
        do {
            _ = try check("lock", nil) { flock(descriptor, operation) }
            return true
        } catch  where error.code == .wouldBlock {
            return false
        }
    }

    package func makeDirectory(_ path: Path) throws(SystemError) -> Bool {
        do {
            _ = try path.withCString { name throws(SystemError) in
                try check("create directory", path) { mkdir(name, 0o700) }
            }
            return true
        } catch  where error.code == .exists {
            return false
        }
    }

    package func names(in directory: Path) throws(SystemError) -> [Path] {
        guard let stream = directory.withCString({ opendir($0) }) else { throw SystemError("list", directory, .last) }
        defer { closedir(stream) }
        var names: [Path] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: field.pointee)) {
                    Path(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw SystemError("list", directory, .last) }
        return names
    }

    package func link(_ path: Path, to newPath: Path) throws(SystemError) {
        try pair("link", path, newPath, systemLink)
    }

    package func rename(_ path: Path, to newPath: Path) throws(SystemError) {
        try pair("rename", path, newPath, systemRename)
    }

    package func remove(_ path: Path) throws(SystemError) -> Bool {
        try path.withCString { name throws(SystemError) in try present("remove", path) { unlink(name) } }
    }

    package func removeDirectory(_ path: Path) throws(SystemError) -> Bool {
        try path.withCString { name throws(SystemError) in try present("remove", path) { rmdir(name) } }
    }

    package func volume(_ path: Path) throws(SystemError) -> Volume {
        var raw = statvfs()
        _ = try path.withCString { name throws(SystemError) in
            try check("stat volume", path) { statvfs(name, &raw) }
        }
        let (capacity, isBeyondCounting) = Int64(clamping: raw.f_blocks)
            .multipliedReportingOverflow(by: Int64(clamping: raw.f_frsize))
        return Volume(
            capacity: isBeyondCounting ? .max : capacity, isReadOnly: Int(raw.f_flag) & Int(ST_RDONLY) != 0)
    }

    /// The one gate that every result passes: what an interrupted call did is done again, -1 becomes an error.
    private func check<Result: FixedWidthInteger>(
        _ call: String, _ path: Path?, _ body: () -> Result
    ) throws(SystemError) -> Result {
        while true {
            let result = body()
            if result != -1 { return result }
            if errno != EINTR { throw SystemError(call, path, .last) }
            if Interruption.isRequested { throw SystemError(call, path, .interrupted) }
        }
    }

    private func present(_ call: String, _ path: Path, _ body: () -> Int32) throws(SystemError) -> Bool {
        do {
            _ = try check(call, path, body)
            return true
        } catch  where error.code == .notFound {
            return false
        }
    }

    private func pair(
        _ call: String, _ path: Path, _ newPath: Path,
        _ body: (UnsafePointer<CChar>, UnsafePointer<CChar>) -> Int32
    ) throws(SystemError) {
        try path.withCString { old throws(SystemError) in
            try newPath.withCString { new throws(SystemError) in
                _ = try check(call, newPath) { body(old, new) }
            }
        }
    }
}

extension FileStatus {
    fileprivate init(_ raw: stat) {
        #if canImport(Darwin)
        let modified = raw.st_mtimespec
        #else
        let modified = raw.st_mtim
        #endif
        self.init(
            identity: Identity(device: UInt64(truncatingIfNeeded: raw.st_dev), inode: UInt64(raw.st_ino)),
            kind: Kind(mode: raw.st_mode),
            mode: UInt32(raw.st_mode) & 0o7777,
            owner: raw.st_uid,
            links: Int(raw.st_nlink),
            length: Int64(raw.st_size),
            allocated: Int64(raw.st_blocks) * 512,
            modified: Timestamp(seconds: Int64(modified.tv_sec), nanoseconds: Int64(modified.tv_nsec)))
    }
}

extension FileStatus.Kind {
    fileprivate init(mode: mode_t) {
        switch mode & S_IFMT {
        case S_IFREG: self = .file
        case S_IFDIR: self = .directory
        default: self = .other
        }
    }
}

// The calls whose names the methods above take, under names of their own.
private let systemClose: @Sendable (Int32) -> Int32 = close
private let systemRead: @Sendable (Int32, UnsafeMutableRawPointer?, Int) -> Int = read
private let systemWrite: @Sendable (Int32, UnsafeRawPointer?, Int) -> Int = write
private let systemLink: @Sendable (UnsafePointer<CChar>, UnsafePointer<CChar>) -> Int32 = link
private let systemRename: @Sendable (UnsafePointer<CChar>, UnsafePointer<CChar>) -> Int32 = rename

private func systemOpen(_ name: UnsafePointer<CChar>, _ flags: Int32, _ mode: mode_t) -> Int32 {
    open(name, flags, mode)
}
