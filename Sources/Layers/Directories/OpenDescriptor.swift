internal import CLinux
internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file of a tree on the disk, open, which closes itself. Errors name no path: the caller knows it.
struct OpenDescriptor: ~Copyable {
    let number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    deinit { _ = close(number) }

    func status() throws(SystemError) -> hearth_file {
        var status = hearth_file()
        try check("stat") { hearth_file_status(number, nil, &status) }
        return status
    }

    func setOwner(_ owner: UInt32, _ group: UInt32) throws(SystemError) {
        try check("change owner") { fchown(number, owner, group) }
    }

    func setMode(_ mode: UInt32) throws(SystemError) {
        try check("change mode") { fchmod(number, mode_t(mode)) }
    }

    func setTimes(_ nanoseconds: Int64) throws(SystemError) {
        try check("change times") { hearth_set_times(number, nil, nanoseconds) }
    }

    func setExtended(_ attribute: ExtendedAttribute) throws(SystemError) {
        try Self.setExtended(number, attribute)
    }

    static func setExtended(_ number: Int32, _ attribute: ExtendedAttribute) throws(SystemError) {
        let name = attribute.name.map { CChar(bitPattern: $0) } + [0]
        let result = hearth_set_extended(number, name, attribute.value, attribute.value.count)
        if result != 0 { throw SystemError("set extended attribute", nil, .last) }
    }

    func extended(_ name: String) -> [UInt8]? { Self.extended(number, name) }

    /// Nil where there is none, or the file system knows none.
    static func extended(_ number: Int32, _ name: String) -> [UInt8]? {
        var room = [UInt8](repeating: 0, count: 1024)
        let count = hearth_extended(number, name, &room, room.count)
        return count < 0 ? nil : Array(room[..<Int(count)])
    }

    func setLength(_ length: Int64) throws(SystemError) {
        try check("truncate") { ftruncate(number, off_t(length)) }
    }

    /// Writes all of `bytes`.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(SystemError) {
        var done = 0
        while done < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
            let count = try check("write") { pwrite(number, rest.baseAddress, rest.count, off_t(offset) + off_t(done)) }
            guard count > 0 else { throw SystemError("write", nil, .noSpace) }
            done += count
        }
    }

    /// How many bytes came; 0 at the end.
    func read(_ room: UnsafeMutableRawBufferPointer, at offset: Int64) throws(SystemError) -> Int {
        try check("read") { pread(number, room.baseAddress, room.count, off_t(offset)) }
    }

    /// The next part that is no hole, from an offset on; nil where the system does not know.
    func nextData(_ offset: Int64) -> Range<Int64>? {
        let start = hearth_next_data(number, offset)
        guard start >= offset else { return nil }
        let end = hearth_next_hole(number, start)
        return end >= start ? start..<end : nil
    }

    @discardableResult
    private func check<Result: FixedWidthInteger>(
        _ call: String, _ body: () -> Result
    ) throws(SystemError) -> Result {
        while true {
            let result = body()
            if result != -1 { return result }
            if errno != EINTR { throw SystemError(call, nil, .last) }
            try Interruption.check()
        }
    }
}

extension SystemError {
    /// The same, on what.
    func at(_ path: Path) -> SystemError { SystemError(call, self.path ?? path, code) }
}
