internal import CLinux

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The machine's own trees of files.
package struct LocalTree: TreeSystem {
    package let tick: Int64

    package init() {
        var resolution = timespec()
        clock_getres(Self.clock, &resolution)
        tick = max(Int64(resolution.tv_sec) * 1_000_000_000 + Int64(resolution.tv_nsec), 1_000_000)
    }

    // The kernel stamps files by the clock that moves only with its ticks.
    #if os(Linux)
    private static let clock = CLOCK_REALTIME_COARSE
    #else
    private static let clock = CLOCK_REALTIME
    #endif

    package func open(_ root: Path) throws(SystemError) -> Int32 {
        try root.withCString { name throws(SystemError) in
            try check("open") { openat(AT_FDCWD, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        }
    }

    package func openDirectory(_ name: UnsafePointer<CChar>, in directory: Int32) throws(SystemError) -> Int32 {
        try check("open") { openat(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
    }

    package func openFile(_ name: UnsafePointer<CChar>, in directory: Int32) throws(SystemError) -> Int32 {
        try check("open") { openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) }
    }

    package func close(_ descriptor: Int32) { _ = systemClose(descriptor) }

    package func status(_ name: UnsafePointer<CChar>, in directory: Int32) throws(SystemError) -> NodeStatus {
        var raw = hearth_status()
        _ = try check("stat") { hearth_status(directory, name, &raw) }
        return NodeStatus(raw)
    }

    package func status(_ descriptor: Int32) throws(SystemError) -> NodeStatus {
        var raw = hearth_status()
        _ = try check("stat") { hearth_status(descriptor, nil, &raw) }
        return NodeStatus(raw)
    }

    package func names(in directory: Int32) throws(SystemError) -> NameList {
        var bytes: UnsafeMutablePointer<UInt8>?
        let length = try check("list") { hearth_names(directory, &bytes) }
        return NameList(bytes, length: Int(length))
    }

    package func target(of link: UnsafePointer<CChar>, in directory: Int32) throws(SystemError) -> [UInt8] {
        var capacity = 256
        while true {
            var buffer = [CChar](repeating: 0, count: capacity)
            let length = try check("read link") { readlinkat(directory, link, &buffer, capacity) }
            if length < capacity { return buffer[..<length].map(UInt8.init(bitPattern:)) }
            capacity *= 4
        }
    }

    package func read(
        _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemError) -> Int {
        try check("read") { systemRead(descriptor, buffer.baseAddress, buffer.count) }
    }

    package func volumeKind(_ descriptor: Int32) -> VolumeKind {
        let number = hearth_volume_kind(descriptor)
        return number == Self.overlay ? .layered : Self.localKinds.contains(number) ? .local : .remote
    }

    // The numbers of linux/magic.h.
    private static let overlay: UInt64 = 0x794c_7630
    /// ext, xfs, btrfs, tmpfs, ramfs, zfs, f2fs, squashfs, erofs.
    private static let localKinds: Set<UInt64> = [
        0xef53, 0x5846_5342, 0x9123_683e, 0x0102_1994, 0x8584_58f6, 0x2fc1_2fc1, 0xf2f5_2010, 0x7371_7368, 0xe0f5_e1e2,
    ]

    package func now() -> Int64 {
        var moment = timespec()
        clock_gettime(Self.clock, &moment)
        return Int64(moment.tv_sec) &* 1_000_000_000 &+ Int64(moment.tv_nsec)
    }

    private func check<Result: FixedWidthInteger>(_ call: String, _ body: () -> Result) throws(SystemError) -> Result {
        while true {
            let result = body()
            if result != -1 { return result }
            if errno != EINTR { throw SystemError(call, nil, .last) }
            if Interruption.isRequested { throw SystemError(call, nil, .interrupted) }
        }
    }
}

extension NodeStatus {
    fileprivate init(_ raw: hearth_status) {
        self.init(
            inode: raw.inode, device: raw.device, length: raw.length, modified: raw.modified, changed: raw.changed,
            mode: raw.mode, major: raw.major, minor: raw.minor)
    }
}

// The calls whose names the methods above take, under names of their own.
private let systemClose: @Sendable (Int32) -> Int32 = close
private let systemRead: @Sendable (Int32, UnsafeMutableRawPointer?, Int) -> Int = read
