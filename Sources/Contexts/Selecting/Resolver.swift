internal import DockerfileLanguage
internal import Host

/// Follows paths from the root of a tree, links included, and never out of it: `..` of the root is the root, and
/// absolute targets begin there.
struct Resolver {
    private let walker: Walker
    private let ignore: PathFilter?
    private var trail: [Step] = []
    private var linksLeft = 255

    /// A place on the way.
    private struct Step {
        let place: Place
        var handle: Handle?
    }

    /// Why there is nothing at the end of a path.
    enum Absence: Error {
        /// At this path, since the pattern drops it.
        case ignored([UInt8])
        /// There is no such name in the directory that the path before it leads to.
        case absent([UInt8], in: Place)
        /// No link of the row leads anywhere else.
        case loop
        case fault(ContextFault)
    }

    init(_ scan: Scan, ignore: PathFilter?) {
        walker = Walker(scan, WorkStack([]), scan.tree.arena)
        self.ignore = ignore
    }

    var figures: ScanFigures { walker.figures }

    private var root: Place {
        Place(
            entry: walker.scan.tree.root.pointee.entry, holder: nil, path: [], ignore: ignore.map { View.Sieve($0) })
    }

    /// What the path leads to from the root, links followed, also the last one unless `followsLast` is false.
    mutating func resolve(_ path: [UInt8], followsLast: Bool = true) throws(Absence) -> Place {
        trail = [Step(place: root)]
        linksLeft = 255
        var rest: [ArraySlice<UInt8>] = RelativePath.components(path).reversed()
        while let name = rest.popLast() {
            if RelativePath.isParent(name) {
                if trail.count > 1 { trail.removeLast() }
                continue
            }
            let next = try step(to: name)
            guard next.entry.pointee.kind == .link, followsLast || !rest.isEmpty else {
                trail.append(Step(place: next))
                continue
            }
            try follow(next, &rest)
        }
        let last = trail[trail.count - 1].place
        if last.isOutOfSight { throw .ignored(last.path) }
        return last
    }

    /// The names in a directory that was resolved, each as a place.
    mutating func contents(of place: Place) throws(Absence) -> [Place] {
        trail = [Step(place: place)]
        let node = try list(place)
        guard let entries = node.pointee.entries else { return [] }
        var places: [Place] = []
        for entry in (0..<node.pointee.count).map({ entries + $0 }) where try isThere(entry, in: node) {
            places.append(self.place(entry, in: node, below: place))
        }
        return places
    }

    private mutating func follow(_ link: Place, _ rest: inout [ArraySlice<UInt8>]) throws(Absence) {
        if link.isIgnored { throw .ignored(link.path) }
        linksLeft -= 1
        if linksLeft < 0 { throw .loop }
        guard let holder = link.holder else { return }
        let handle = try handle()
        try fault { () throws(ContextFault) in
            guard try walker.see(link.entry, in: holder, handle), let handle else { return }
            try walker.readTarget(link.entry, in: holder, handle)
        }
        guard let target = link.entry.pointee.target, !link.entry.pointee.has(.gone) else {
            throw .absent(Array(holder.pointee.name(of: link.entry)), in: trail[trail.count - 1].place)
        }
        if target.first == UInt8(ascii: "/") { trail.removeLast(trail.count - 1) }
        rest += RelativePath.components(RelativePath.clean(Array(target))).reversed()
    }

    /// What has that name in the last place of the trail.
    private mutating func step(to name: ArraySlice<UInt8>) throws(Absence) -> Place {
        let here = trail[trail.count - 1].place
        guard here.entry.pointee.kind == .directory else { throw .absent(Array(name), in: here) }
        if here.isOutOfSight { throw .ignored(here.path) }
        let node = try list(here)
        let found = name.withUnsafeBufferPointer { node.pointee.entry(named: $0) }
        guard let found, try isThere(found, in: node) else { throw .absent(Array(name), in: here) }
        return place(found, in: node, below: here)
    }

    /// Not all file systems say with the name what kind of file it is. `node` is the last place of the trail.
    private mutating func isThere(_ entry: UnsafeMutablePointer<Entry>, in node: Node) throws(Absence) -> Bool {
        if entry.pointee.has(.gone) { return false }
        guard entry.pointee.kind == .unknown else { return true }
        let handle = try handle()
        return try fault { () throws(ContextFault) -> Bool in try walker.see(entry, in: node, handle) }
    }

    private func place(_ entry: UnsafeMutablePointer<Entry>, in node: Node, below parent: Place) -> Place {
        let path = RelativePath.join(parent.path, node.pointee.name(of: entry))
        let ignore = parent.ignore.map { sieve in
            View.Sieve(sieve.filter, sieve.filter.verdict(on: path, below: sieve.verdict))
        }
        return Place(entry: entry, holder: node, path: path, ignore: ignore)
    }

    /// The directory at the last place of the trail, its names read.
    private mutating func list(_ place: Place) throws(Absence) -> Node {
        let node = walker.directory(place.entry, in: place.holder)
        // What this run has listed is not opened again for its names.
        guard !node.pointee.isListed, let handle = try handle() else { return node }
        try fault { () throws(ContextFault) in try walker.list(node, handle) }
        return node
    }

    /// The last place of the trail, opened on first use; nil where it is not on the disk.
    private mutating func handle() throws(Absence) -> Handle? {
        let last = trail.count - 1
        if let known = trail[last].handle { return known }
        let node = walker.directory(trail[last].place.entry, in: trail[last].place.holder)
        if node.pointee.isFixed { return nil }
        trail[last].handle = try fault { () throws(ContextFault) -> Handle in try walker.scan.open(node) }
        return trail[last].handle
    }

    private func fault<Value>(_ body: () throws(ContextFault) -> Value) throws(Absence) -> Value {
        do throws(ContextFault) {
            return try body()
        } catch {
            throw .fault(error)
        }
    }
}
