internal import Host
internal import Values

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A configuration file that is changed by one process at a time, and that others read meanwhile, old or new, and whole.
///
/// The directory is what is locked: the file is another one after each change. A symbolic link stays, and what it leads to is
/// changed. What is written is for this user alone.
struct LockedFile {
    private let path: Path
    private let system = LocalFileSystem()

    init(_ path: Path) {
        self.path = Self.end(of: path)
    }

    /// Has `body` make a new content of what is there, if anything; nil for none leaves it as it is.
    func change<Result>(_ body: (ConfigurationText) throws -> (JSON?, Result)) throws -> Result {
        try makeDirectory()
        let directory = try OpenFile(path.parent, .read, on: system)
        _ = try directory.lock(.exclusive, waiting: true)
        let text = try ConfigurationText(reading: path) ?? ConfigurationText(name: path.word, bytes: [])
        let (changed, result) = try body(text)
        if let changed { try write(Self.text(of: changed)) }
        try? directory.sync()
        return result
    }

    private func write(_ bytes: [UInt8]) throws(SystemError) {
        let temporary = path.appending(".\(getpid())-\(UInt32.random(in: 0 ... .max))")
        do throws(SystemError) {
            let file = try OpenFile(temporary, .create, on: system)
            var failure: SystemError?
            bytes.withUnsafeBytes { bytes in
                do throws(SystemError) { try file.write(bytes) } catch { failure = error }
            }
            if let failure { throw failure }
            try file.sync()
            keepOwner(of: temporary)
            try system.rename(temporary, to: path)
        } catch {
            _ = try? system.remove(temporary)
            throw error
        }
    }

    /// Root, who logs in for somebody else, is not to take the file from him.
    private func keepOwner(of temporary: Path) {
        var old = stat()
        guard path.withCString({ stat($0, &old) }) == 0, old.st_uid != geteuid() else { return }
        _ = temporary.withCString { chown($0, old.st_uid, old.st_gid) }
    }

    private func makeDirectory() throws(SystemError) {
        var missing: [Path] = []
        var directory = path.parent
        while try system.status(directory) == nil, directory != "/", directory != "." {
            missing.append(directory)
            directory = directory.parent
        }
        for directory in missing.reversed() { _ = try system.makeDirectory(directory) }
    }

    /// Where links lead to in the end, though there may be nothing.
    private static func end(of path: Path) -> Path {
        if let canonical = path.canonical { return canonical }
        var path = path
        for _ in 0..<40 {
            guard let target = path.linkTarget else { break }
            path = target.isAbsolute ? target : path.parent / target
        }
        return path
    }

    /// With tabs, as Docker writes it.
    private static func text(of value: JSON) -> [UInt8] {
        var text: [UInt8] = []
        for line in value.encoded(indent: 1).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let depth = line.prefix { $0 == UInt8(ascii: " ") }.count
            text += repeatElement(UInt8(ascii: "\t"), count: depth) + line.dropFirst(depth) + [UInt8(ascii: "\n")]
        }
        return text
    }
}
