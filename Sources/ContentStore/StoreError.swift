package import Host
package import SQLite
package import Values

/// Why the store did not do what it was asked. Failed system calls come through as `SystemError`.
package enum StoreError: Error {
    case homeIsNotDirectory(Path)
    case homeOfAnother(Path, owner: User, current: User)
    case homeOpenToOthers(Path, mode: UInt32)
    case homeIsReadOnly(Path)
    case homeIsEmpty(Path)

    case index(Path, cause: SQLiteError)
    case indexIsNewer(Path, version: Int, known: Int)
    /// Nor can it be brought up to date, as nothing can be written there.
    case indexIsOlder(Path, version: Int, known: Int)
    case indexIsForeign(Path, application: Int32)
    /// The index has to be made again, but another process has the store open.
    case storeInUse(Path)

    case digestMismatch(expected: Digest, found: Digest)
    case endedEarly(expected: Int64, found: Int64)
    case longerThanPromised(Int64)
    case limitReached(limit: Int64, needed: Int64, used: Int64, held: Int64)

    /// The index has the blob and the disk does not.
    case missing(Digest, Path)
    case corrupt(Digest, Path, Corruption)
    case absent(Digest)
}

/// What is wrong with the bytes of a blob.
package enum Corruption: Equatable, Sendable {
    case length(expected: Int64, found: Int64)
    case content(found: Digest)
    case unreadable(String)
}

extension StoreError {
    /// The index itself is beyond use, and making it again from the blobs would help.
    package var isIndexDamage: Bool {
        if case .index(_, let cause) = self { cause.isDamage } else { false }
    }

    /// There is no room, and nothing left that could make some.
    var isLimit: Bool {
        if case .limitReached = self { true } else { false }
    }

    /// The answer is to change the machine or the call, not to try again.
    package var hint: String? {
        switch self {
        case .homeIsNotDirectory: "set HEARTH_HOME to a directory"
        case .homeOfAnother(let home, let owner, let current):
            "set HEARTH_HOME to a directory of \(current)'s own, or run hearth as \(owner), or `chown -R \(current) \(home)`"
        case .homeOpenToOthers(let home, _): "run `chmod go-w \(home)`, or set HEARTH_HOME"
        case .homeIsReadOnly, .homeIsEmpty: "set HEARTH_HOME to a directory that can be written"
        case .index(_, let cause) where cause.isDamage:
            "run `hearth cache verify --repair`, which makes it again from the blobs"
        case .index(_, let cause) where cause.code == .full: "free some disk space, or run `hearth cache prune`"
        case .index(_, let cause) where cause.code == .busy: "another hearth has kept it for a minute: see what it does"
        case .index(_, let cause) where cause.code == .cannotOpen:
            "make its directory writable once: the log that a killed hearth left has to be worked in"
        case .indexIsNewer: "use the newer hearth, or set HEARTH_HOME to another directory"
        case .indexIsOlder: "use it once where it can be written, which brings it up to date"
        case .indexIsForeign: "set HEARTH_HOME to a directory of its own"
        case .storeInUse: "wait for the other hearth to end, then run this again"
        case .limitReached(_, _, _, let held) where held > 0:
            "raise HEARTH_CACHE_LIMIT, or let go of references with `hearth cache forget`"
        case .limitReached: "raise HEARTH_CACHE_LIMIT"
        case .missing, .corrupt: "run `hearth cache verify --repair`"
        case .index, .digestMismatch, .endedEarly, .longerThanPromised, .absent: nil
        }
    }
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .homeIsNotDirectory(let home): "\(home) is not a directory"
        case .homeOfAnother(let home, let owner, let current): "\(home) belongs to \(owner), not to \(current)"
        case .homeOpenToOthers(let home, let mode): "others may write to \(home) (mode \(String(mode, radix: 8)))"
        case .homeIsReadOnly(let home): "the store in \(home) cannot be written"
        case .homeIsEmpty(let home): "there is no store in \(home), and none can be made there"
        case .index(let path, let cause): "the index \(path): \(cause)"
        case .indexIsNewer(let path, let version, let known):
            "the index \(path) has format \(version), made by a newer hearth; this one knows \(known)"
        case .indexIsOlder(let path, let version, let known):
            "the index \(path) has the older format \(version), and cannot be written; this hearth reads \(known)"
        case .indexIsForeign(let path, let application):
            "\(path) is the database of another program (application id \(application))"
        case .storeInUse(let home): "the index of \(home) is damaged, and another hearth is using it"
        case .digestMismatch(let expected, let found): "expected \(expected), found \(found)"
        case .endedEarly(let expected, let found): "ended after \(found) of \(Quantity(Int(expected), "byte"))"
        case .longerThanPromised(let length): "is longer than the \(Quantity(Int(length), "byte")) it should have"
        case .limitReached(let limit, let needed, let used, let held):
            "the cache limit of \(ByteCount(limit)) leaves no room for \(ByteCount(needed)): "
                + "\(ByteCount(used)) used, \(ByteCount(held)) of it kept by references and running builds"
        case .missing(let digest, let path): "\(digest) is missing from \(path)"
        case .corrupt(let digest, let path, let corruption): "\(digest) in \(path) \(corruption)"
        case .absent(let digest): "\(digest) is not in the store"
        }
    }
}

extension Corruption: CustomStringConvertible {
    package var description: String {
        switch self {
        case .length(let expected, let found): "is \(Quantity(Int(found), "byte")) long instead of \(expected)"
        case .content(let found): "holds \(found)"
        case .unreadable(let reason): "cannot be read: \(reason)"
        }
    }
}
