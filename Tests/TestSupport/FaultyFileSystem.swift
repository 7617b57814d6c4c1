package import Host
import Synchronization

/// A file system that counts and remembers the calls made of it, and lets some of them go wrong.
package final class FaultyFileSystem: Sendable {
    /// A call that is about to be made.
    package struct Call: Equatable, Sendable {
        package let name: String
        /// What it is about; for a descriptor the path that it was opened by.
        package let path: Path
    }

    package enum Fault: Equatable, Sendable {
        /// The call is not made, and this comes back. (`close` is made all the same.)
        case failure(SystemError.Code)
        /// A write takes one byte.
        case shortWrite
    }

    /// Decides about a call by its number, counted from 0 since the plan was made.
    package typealias Plan = @Sendable (_ number: Int, _ call: Call) -> Fault?

    private struct State {
        var paths: [Int32: Path] = [:]
        var trace: [Call] = []
        var plan: Plan?
    }

    private let base: any FileSystem
    private let before: @Sendable (Call) -> Void
    private let state = Mutex(State())

    /// `before` hears of every call before it is made.
    package init(
        _ base: any FileSystem = LocalFileSystem(), before: @escaping @Sendable (Call) -> Void = { _ in }
    ) {
        self.base = base
        self.before = before
    }

    /// The calls made since the last plan.
    package var trace: [Call] { state.withLock(\.trace) }

    /// Begins a new trace, under `plan`.
    package func plan(_ plan: @escaping Plan) {
        state.withLock { state in
            state.trace = []
            state.plan = plan
        }
    }

    /// Begins a new trace in which nothing goes wrong.
    package func heal() {
        plan { _, _ in nil }
    }

    /// Notes a call and returns what is to go wrong with it.
    private func note(_ name: String, _ path: Path) -> Fault? {
        let call = Call(name: name, path: path)
        before(call)
        return state.withLock { state in
            state.trace.append(call)
            return state.plan?(state.trace.count - 1, call)
        }
    }

    private func path(_ descriptor: Int32) -> Path {
        state.withLock { $0.paths[descriptor] ?? "?" }
    }

    private func pass(_ name: String, _ path: Path) throws(SystemError) {
        if case .failure(let code) = note(name, path) { throw SystemError(name, path, code) }
    }
}

extension FaultyFileSystem: FileSystem {
    package func open(_ path: Path, _ access: FileAccess) throws(SystemError) -> Int32 {
        try pass(access == .create ? "create" : "open", path)
        let descriptor = try base.open(path, access)
        state.withLock { $0.paths[descriptor] = path }
        return descriptor
    }

    package func close(_ descriptor: Int32) throws(SystemError) {
        let fault = note("close", path(descriptor))
        try base.close(descriptor)
        if case .failure(let code) = fault { throw SystemError("close", nil, code) }
    }

    package func read(
        _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemError) -> Int {
        try pass("read", path(descriptor))
        return try base.read(descriptor, into: buffer)
    }

    package func read(
        _ descriptor: Int32, at offset: Int64, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemError) -> Int {
        try pass("read", path(descriptor))
        return try base.read(descriptor, at: offset, into: buffer)
    }

    package func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Int {
        switch note("write", path(descriptor)) {
        case .failure(let code): throw SystemError("write", path(descriptor), code)
        case .shortWrite: return try base.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes.prefix(1)))
        case nil: return try base.write(descriptor, bytes)
        }
    }

    package func truncate(_ descriptor: Int32, to length: Int64) throws(SystemError) {
        try pass("truncate", path(descriptor))
        try base.truncate(descriptor, to: length)
    }

    package func sync(_ descriptor: Int32) throws(SystemError) {
        try pass("sync", path(descriptor))
        try base.sync(descriptor)
    }

    package func startWriteback(_ descriptor: Int32, _ range: Range<Int64>) {
        base.startWriteback(descriptor, range)
    }

    package func status(_ descriptor: Int32) throws(SystemError) -> FileStatus {
        try pass("status", path(descriptor))
        return try base.status(descriptor)
    }

    package func status(_ path: Path) throws(SystemError) -> FileStatus? {
        try pass("status", path)
        return try base.status(path)
    }

    package func lock(_ descriptor: Int32, _ kind: LockKind, waiting: Bool) throws(SystemError) -> Bool {
        try pass("lock", path(descriptor))
        return try base.lock(descriptor, kind, waiting: waiting)
    }

    package func makeDirectory(_ path: Path) throws(SystemError) -> Bool {
        try pass("make directory", path)
        return try base.makeDirectory(path)
    }

    package func names(in directory: Path) throws(SystemError) -> [Path] {
        try pass("names", directory)
        return try base.names(in: directory)
    }

    package func link(_ path: Path, to newPath: Path) throws(SystemError) {
        try pass("link", newPath)
        try base.link(path, to: newPath)
    }

    package func rename(_ path: Path, to newPath: Path) throws(SystemError) {
        try pass("rename", newPath)
        try base.rename(path, to: newPath)
    }

    package func remove(_ path: Path) throws(SystemError) -> Bool {
        try pass("remove", path)
        return try base.remove(path)
    }

    package func removeDirectory(_ path: Path) throws(SystemError) -> Bool {
        try pass("remove directory", path)
        return try base.removeDirectory(path)
    }

    package func volume(_ path: Path) throws(SystemError) -> Volume {
        try pass("volume", path)
        return try base.volume(path)
    }
}
