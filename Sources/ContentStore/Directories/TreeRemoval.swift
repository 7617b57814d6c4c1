internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Removing a tree that others made, however deep it is and whatever its permissions are, by descriptor and without
/// following a link.
///
/// A directory in a directory is moved to the top before it is looked into: so two are open at a time, and nothing here
/// calls itself.
struct TreeRemoval {
    private let top: OpenTree
    private let path: Path
    private var moved = 0
    /// What went wrong first. It keeps us from nothing but what it is about.
    private var failure: SystemError?

    /// Removes a directory with all that is in it. Others may be at it too, and be faster.
    static func remove(_ path: Path) throws(SystemError) {
        let result = path.withCString { name in Result { () throws(SystemError) in try open(name, path) } }
        if let top = try result.get() {
            var removal = TreeRemoval(top: top, path: path)
            try removal.run()
        }
        let code = path.withCString { rmdir($0) == 0 ? 0 : errno }
        if code != 0, code != ENOENT { throw SystemError("remove", path, .init(rawValue: code)) }
    }

    private static func open(_ name: UnsafePointer<CChar>, _ path: Path) throws(SystemError) -> OpenTree? {
        do {
            return try OpenTree(name, in: AT_FDCWD)
        } catch  where error.code == .notFound {
            return nil
        } catch {
            throw SystemError(error.call, path, error.code)
        }
    }

    private init(top: OpenTree, path: Path) {
        self.top = top
        self.path = path
    }

    private mutating func run() throws(SystemError) {
        guard top.isOurs else { throw SystemError("remove what is in", path, .notPermitted) }
        var before = -1
        // Until nothing more comes to the top.
        while moved != before {
            before = moved
            try check()
            for name in try names(top) where !unlinked(name, in: top) { try clear(name) }
        }
        if let failure { throw failure }
    }

    /// Removes a directory of the top, once what is in it is gone or at the top itself.
    private mutating func clear(_ name: Path) throws(SystemError) {
        try check()
        do throws(SystemError) {
            let inner = try name.withCString { name throws(SystemError) in try OpenTree(name, in: top.descriptor) }
            // There may be very many files that we could try in vain.
            guard inner.isOurs else { throw SystemError("open", path, .notPermitted) }
            for name in try names(inner) where !unlinked(name, in: inner) { lift(name, from: inner) }
        } catch {
            if error.code == .interrupted { throw error }
            // An empty one goes all the same.
            if !removed(name) { note(error.code) }
            return
        }
        if !removed(name) { note(.last) }
    }

    private func removed(_ name: Path) -> Bool {
        name.withCString { unlinkat(top.descriptor, $0, Int32(AT_REMOVEDIR)) } == 0 || errno == ENOENT
    }

    private mutating func lift(_ name: Path, from inner: OpenTree) {
        moved += 1
        let free = Path(".\(moved)-\(UInt64.random(in: .min ... .max))")
        func move() -> Bool {
            name.withCString { name in
                free.withCString { renameat(inner.descriptor, name, top.descriptor, $0) } == 0
            }
        }
        if move() { return }
        // Its `..` changes, for which one must be allowed to write to it.
        if errno == EACCES, name.withCString({ OpenTree.unlock($0, in: inner.descriptor) }), move() { return }
        moved -= 1
        if errno != ENOENT { note(.last) }
    }

    /// False for a directory.
    private mutating func unlinked(_ name: Path, in directory: OpenTree) -> Bool {
        if name.withCString({ unlinkat(directory.descriptor, $0, 0) }) == 0 || errno == ENOENT { return true }
        // What a directory gives differs between systems.
        if [EISDIR, EPERM].contains(errno), directory.hasDirectory(name) { return false }
        note(.last)
        return true
    }

    private func names(_ directory: OpenTree) throws(SystemError) -> [Path] {
        var names: [Path] = []
        try LocalTree().names(in: directory.descriptor).forEach { name, _ in names.append(Path(bytes: Array(name))) }
        return names
    }

    private func check() throws(SystemError) { try Interruption.check(path) }

    private mutating func note(_ code: SystemError.Code) {
        failure = failure ?? SystemError("remove what is in", path, code)
    }
}
