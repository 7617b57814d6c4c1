/// A file that is open, and closes itself when nobody holds it any more.
package final class OpenFile: Sendable {
    package let path: Path
    private let system: any FileSystem
    let descriptor: Int32

    package init(_ path: Path, _ access: FileAccess, on system: any FileSystem) throws(SystemError) {
        self.path = path
        self.system = system
        descriptor = try system.open(path, access)
    }

    /// Takes over a descriptor that is open already.
    private init(_ name: Path, descriptor: Int32) {
        path = name
        system = LocalFileSystem()
        self.descriptor = descriptor
    }

    package static let standardInput = OpenFile("standard input", descriptor: 0)
    package static let standardOutput = OpenFile("standard output", descriptor: 1)
    package static let standardError = OpenFile("standard error", descriptor: 2)

    deinit {
        // What was written and matters has been synced; there is nobody left to tell about the rest.
        try? system.close(descriptor)
    }

    /// Fills as much of `buffer` as the file has from here; less only at its end.
    package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
        try fill(buffer) { rest, done throws(SystemError) in
            // What came so far came through a pipe, and no more may come.
            if done > 0 { try Interruption.check() }
            return try system.read(descriptor, into: rest)
        }
    }

    /// Fills as much of `buffer` as the file has from `offset`; less only at its end. Many may do so at once.
    package func fill(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(SystemError) -> Int {
        try fill(buffer) { rest, done throws(SystemError) in
            try system.read(descriptor, at: offset + Int64(done), into: rest)
        }
    }

    private func fill(
        _ buffer: UnsafeMutableRawBufferPointer,
        _ read: (UnsafeMutableRawBufferPointer, Int) throws(SystemError) -> Int
    ) throws(SystemError) -> Int {
        var done = 0
        while done < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let count = try named { () throws(SystemError) in try read(rest, done) }
            if count == 0 { break }
            done += count
        }
        return done
    }

    /// Writes all of `bytes`, in as many calls as the system wants.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest)
            let count = try named { () throws(SystemError) in try system.write(descriptor, piece) }
            // A write that takes nothing and gives no reason would go round for ever.
            guard count > 0 else { throw SystemError("write", path, .noSpace) }
            rest = rest.dropFirst(count)
            // A pipe that is full takes a part when the request comes, and would be waited for again.
            if !rest.isEmpty { try Interruption.check(path) }
        }
    }

    package func truncate(to length: Int64) throws(SystemError) {
        try named { () throws(SystemError) in try system.truncate(descriptor, to: length) }
    }

    /// Returns when what was written is on the disk.
    package func sync() throws(SystemError) {
        try named { () throws(SystemError) in try system.sync(descriptor) }
    }

    package func startWriteback(_ range: Range<Int64>) { system.startWriteback(descriptor, range) }

    package func status() throws(SystemError) -> FileStatus {
        try named { () throws(SystemError) in try system.status(descriptor) }
    }

    /// False when another holds it and `waiting` is false.
    package func lock(_ kind: LockKind, waiting: Bool) throws(SystemError) -> Bool {
        try system.lock(descriptor, kind, waiting: waiting)
    }

    /// A call on a descriptor does not know the file's name; whoever reads of its failure should.
    private func named<Value>(_ call: () throws(SystemError) -> Value) throws(SystemError) -> Value {
        do {
            return try call()
        } catch {
            throw SystemError(error.call, path, error.code)
        }
    }
}
