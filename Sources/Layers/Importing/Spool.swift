package import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Contents of files, one behind the other in a file that has no name, and is gone with this object.
// @unchecked: written while one thread has it; from then on only read.
package final class Spool: @unchecked Sendable {
    private let file: OpenFile
    private var end: Int64 = 0

    /// `path` is where the file is for a moment.
    package init(_ path: Path) throws {
        let system = LocalFileSystem()
        file = try OpenFile(path, .create, on: system)
        _ = try system.remove(path)
    }

    /// Where what comes next begins.
    var position: Int64 { end }

    package func append(_ bytes: UnsafeRawBufferPointer) throws {
        try file.write(bytes)
        end += Int64(bytes.count)
    }

    package func bytes(from offset: Int64, length: Int64) -> any FileBytes {
        Part(spool: self, offset: offset, length: length)
    }

    private struct Part: FileBytes {
        let spool: Spool
        let offset: Int64
        let length: Int64

        func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
            let room = UnsafeMutableRawBufferPointer.allocate(
                byteCount: Int(max(1, min(length, 256 << 10))), alignment: 64)
            defer { room.deallocate() }
            var done: Int64 = 0
            while done < length {
                let target = UnsafeMutableRawBufferPointer(rebasing: room.prefix(Int(length - done)))
                let count = try spool.file.fill(target, at: offset + done)
                guard count > 0 else { throw SystemError("read", spool.file.path, .inputOutput) }
                try body(UnsafeRawBufferPointer(rebasing: target[..<count]))
                done += Int64(count)
            }
        }
    }
}
