internal import Hashing
internal import Host
internal import Synchronization
internal import Values

/// The file that keeps what is known of one context's files. Whatever goes wrong with it, there is nothing in it then.
struct StatCache {
    private let directory: Path
    private let file: Path
    private let root: [UInt8]
    private let system: any FileSystem

    /// Nil where the root is not to be found.
    init?(in directory: Path, of root: Path, on system: any FileSystem) {
        guard let canonical = root.canonical else { return nil }
        self.directory = directory
        self.system = system
        self.root = canonical.bytes
        file = directory / (ContentHash.digest(of: canonical.bytes).hex.prefix(32) + ".stat")
    }

    /// What a context of some thirty million files would have.
    private static let limit: Int64 = 1 << 32

    func load() -> Tree? {
        do {
            let open = try OpenFile(file, .read, on: system)
            let status = try open.status()
            guard status.kind == .file, status.length < Self.limit, !Self.isHollow(status) else { return nil }
            let arena = Arena()
            guard try hasHeader(open, arena, length: Int(status.length)) else { return nil }
            let bytes = UnsafeMutableRawBufferPointer(
                start: arena.take(Int(status.length)), count: Int(status.length))
            guard try open.fill(bytes, at: 0) == bytes.count else { return nil }
            return StatCacheReader.tree(in: bytes, arena, of: root)
        } catch {
            return nil
        }
    }

    /// Whether there is memory to be taken for the rest.
    private func hasHeader(_ file: OpenFile, _ arena: Arena, length: Int) throws(SystemError) -> Bool {
        let count = StatCacheHeader.length
        let bytes = UnsafeMutableRawBufferPointer(start: arena.take(count), count: count)
        guard try file.fill(bytes, at: 0) == count else { return false }
        return StatCacheHeader(UnsafeRawBufferPointer(bytes), fileLength: length) != nil
    }

    /// A long file without bytes of its own. Digests do not compress so well.
    private static func isHollow(_ status: FileStatus) -> Bool {
        status.length > 1 << 26 && status.allocated < status.length / 64
    }

    /// Whether the file is old enough to be written anew although nothing is new, which shows that it is in use.
    var isDue: Bool {
        guard let status = try? system.status(file) else { return false }
        return WallClock.system.now().seconds(since: status.modified) > Self.day
    }

    private static let hour = 3600.0
    private static let day = 24 * hour

    /// Writes what is known of the tree, for the next run. Returns whether that worked.
    @discardableResult
    func save(_ tree: Tree) -> Bool {
        guard let writer = StatCacheWriter(tree, of: root) else { return false }
        let temporary = directory / "\(UInt64.random(in: .min ... .max)).tmp"
        do {
            _ = try system.makeDirectory(directory)
            tidyOnce()
            do {
                let output = try OpenFile(temporary, .create, on: system)
                var buffer = WriteBuffer(output)
                try writer.write { bytes throws(SystemError) in try buffer.append(bytes) }
                try buffer.flush()
            }
            try system.rename(temporary, to: file)
            return true
        } catch {
            _ = try? system.remove(temporary)
            return false
        }
    }

    /// The directories that this process has tidied: many contexts are kept in one, and each looks at all of it.
    private static let tidied = Mutex<Set<Path>>([])

    /// Removes what killed processes left, and what is known of contexts that are gone. What is in use is younger.
    private func tidyOnce() {
        guard Self.tidied.withLock({ $0.insert(directory).inserted }) else { return }
        let now = WallClock.system.now()
        for name in (try? system.names(in: directory)) ?? [] {
            guard let longest = Self.longestAge(of: name), let status = try? system.status(directory / name),
                now.seconds(since: status.modified) > longest
            else { continue }
            _ = try? system.remove(directory / name)
        }
    }

    /// In seconds; nil for what is not ours.
    private static func longestAge(of name: Path) -> Double? {
        func ends(in suffix: String) -> Bool { name.bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) }
        return ends(in: ".tmp") ? hour : ends(in: ".stat") ? 30 * day : nil
    }
}

/// Gathers small pieces to write them as large ones.
private struct WriteBuffer {
    private let output: OpenFile
    private var bytes: [UInt8] = []
    private static let limit = 1 << 20

    init(_ output: OpenFile) {
        self.output = output
    }

    mutating func append(_ more: UnsafeRawBufferPointer) throws(SystemError) {
        bytes.append(contentsOf: more)
        if bytes.count >= Self.limit { try flush() }
    }

    mutating func flush() throws(SystemError) {
        var failure: SystemError?
        bytes.withUnsafeBytes { piece in
            do throws(SystemError) { try output.write(piece) } catch { failure = error }
        }
        if let failure { throw failure }
        bytes.removeAll(keepingCapacity: true)
    }
}
