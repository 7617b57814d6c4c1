package import Host

/// The files of a directory on this machine, each of which is looked at once, whoever asks.
///
/// What it finds holds from when it is first asked for: a later change is for the next context. `cache` is the
/// directory that keeps what is known of the files from one run to the next; what goes wrong with it costs time alone.
package final class DirectoryContext: ContextFiles {
    package let root: Path
    private let scan: Guarded<Scan>
    private let cache: StatCache?

    package convenience init(root: Path, cache: Path?) {
        self.init(root: root, cache: cache, on: LocalTree())
    }

    /// `files` are those of the cache.
    package init(
        root: Path, cache: Path?, on system: any TreeSystem, files: any FileSystem = LocalFileSystem()
    ) {
        self.root = root
        let cache = cache.flatMap { StatCache(in: $0, of: root, on: files) }
        self.cache = cache
        scan = Guarded(Scan(root, cache?.load(), on: system))
    }

    /// Keeps what was learnt for the next run, if it was anything. Nothing depends on it.
    package func save() {
        guard let cache else { return }
        scan.withLock { scan in
            if scan.hasNews || cache.isDue, cache.save(scan.tree) { scan.forgetNews() }
        }
    }

    package func select(_ selector: Selector) throws(ContextFault) -> [SelectedInput] {
        try answer { scan throws(ContextFault) in try scan.select(selector) }
    }

    package func files(_ selector: Selector) throws(ContextFault) -> [SelectedTree] {
        try answer { scan throws(ContextFault) in try scan.files(selector) }
    }

    package func contents(of path: String) throws(ContextFault) -> [UInt8]? {
        try answer { scan throws(ContextFault) in try FileContents(path, in: scan).read() }
    }

    /// A cache that is not true costs time alone: what fails with it is tried without.
    private func answer<Value>(_ question: (Scan) throws(ContextFault) -> Value) throws(ContextFault) -> Value {
        try scan.withLock { scan throws(ContextFault) in
            do throws(ContextFault) {
                return try question(scan)
            } catch {
                guard scan.isRemembered, error.mayBeMisremembered else { throw error }
                let fresh = scan.forgetful()
                let answer = try question(fresh)
                // The same run must not say two things of the same files.
                guard fresh.agrees(with: scan) else { throw error }
                fresh.figures += scan.figures
                scan = fresh
                return answer
            }
        }
    }

    /// The same directory with something else at some paths, as in a git revision that the disk is ahead of. It is
    /// scanned anew, and remembers nothing; `contents` gives the bytes of the files laid.
    package func overlaid(
        with changes: [Replacement], contents: @escaping @Sendable (_ path: [UInt8]) -> [UInt8]?
    ) -> DirectoryContext {
        let system = scan.withLock { $0.system }
        let scan = Scan(root, cache?.load(), on: system, layout: Layout(changes))
        scan.laidContents = contents
        return DirectoryContext(root, scan)
    }

    /// A directory that is not on the disk at all.
    package convenience init(
        root: Path, laying changes: [Replacement], contents: @escaping @Sendable (_ path: [UInt8]) -> [UInt8]?
    ) {
        let scan = Scan(root, Tree(), on: LocalTree(), layout: Layout(changes))
        scan.laidContents = contents
        scan.layAll(scan.tree.arena)
        self.init(root, scan)
    }

    private init(_ root: Path, _ scan: Scan) {
        self.root = root
        self.scan = Guarded(scan)
        cache = nil
    }

    /// What it took so far.
    package var figures: ScanFigures { scan.withLock { $0.figures } }
}
