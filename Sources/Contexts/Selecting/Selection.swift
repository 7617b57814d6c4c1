internal import DockerfileLanguage
internal import Hashing
internal import Host
internal import Values

/// One selector at work on a scan.
struct Selection {
    let scan: Scan
    let selector: Selector
    private let excludes: PathFilter?
    /// Whether what is selected is to be copied.
    private var isGathering = false

    /// What is selected at a place.
    struct Found {
        let input: SelectedInput
        let file: SelectedFile?
    }

    init(_ selector: Selector, on scan: Scan) throws(ContextFault) {
        self.scan = scan
        self.selector = selector
        excludes = try Self.filter(selector.excludes)
    }

    private static func filter(_ patterns: [String]) throws(ContextFault) -> PathFilter? {
        if patterns.isEmpty { return nil }
        do throws(IgnoreFault) {
            return try PathFilter(patterns)
        } catch {
            throw .badPattern(error.pattern, error.reason)
        }
    }

    func inputs() throws(ContextFault) -> [SelectedInput] { try all().map(\.input) }

    func files() throws(ContextFault) -> [SelectedTree] {
        var gathering = self
        gathering.isGathering = true
        return try gathering.all().compactMap { found in
            found.file.map { SelectedTree(input: found.input, file: $0) }
        }
    }

    private func all() throws(ContextFault) -> [Found] {
        var found: [Found] = []
        for source in selector.sources { found += try self.found(for: source) }
        return found
    }

    private func found(for source: String) throws(ContextFault) -> [Found] {
        if selector.isMount { return [try plain(source)] }
        if selector.keepsParents { return try parents(try pattern(source, ParentsPattern.init), source) }
        let pattern = try pattern(source, CopyPattern.init)
        return try pattern.isPattern ? matches(of: pattern, source) : [plain(source)]
    }

    private func pattern<Pattern>(
        _ source: String, _ make: (String) throws(MalformedPattern) -> Pattern
    ) throws(ContextFault) -> Pattern {
        do throws(MalformedPattern) {
            return try make(source)
        } catch {
            throw .badPattern(source, error)
        }
    }

    private func plain(_ source: String) throws(ContextFault) -> Found {
        let path = RelativePath.cleanFromRoot(source.keptBytes)
        let place = try resolve(path, named: source)
        guard let found = try take(place, named: RelativePath.base(path)) else {
            throw missing(source, .ignored(place.path))
        }
        return found
    }

    func resolve(_ path: [UInt8], named source: String) throws(ContextFault) -> Place {
        var resolver = Resolver(scan, ignore: selector.ignore)
        defer { scan.figures += resolver.figures }
        do throws(Resolver.Absence) {
            return try resolver.resolve(path)
        } catch {
            throw missing(source, error)
        }
    }

    func missing(_ source: String, _ absence: Resolver.Absence) -> ContextFault {
        switch absence {
        case .fault(let fault): fault
        case .loop: .loop(source)
        case .ignored(let path): .missing(source, ignoredBy: selector.ignore?.dropping(path))
        case .absent(let name, let place): .missing(source, ignoredBy: nil, nearest: nearest(to: name, in: place))
        }
    }

    private func nearest(to name: [UInt8], in place: Place) -> String? {
        guard place.entry.pointee.kind == .directory else { return nil }
        let node = place.holder == nil ? scan.tree.root : place.entry.pointee.directory
        guard let node, let entries = node.pointee.entries else { return nil }
        let names = (0..<node.pointee.count).lazy.map {
            String(decoding: node.pointee.name(of: entries + $0), as: UTF8.self)
        }
        return Spelling.nearest(to: String(decoding: name, as: UTF8.self), among: names).map {
            String(decoding: RelativePath.join(place.path, Array($0.utf8)), as: UTF8.self)
        }
    }

    /// What is selected at a place; nil when all of it is ignored, or gone.
    func take(_ place: Place, named name: [UInt8]) throws(ContextFault) -> Found? {
        if place.entry.pointee.kind == .directory { return try takeDirectory(place) }
        guard let holder = place.holder, let first = holder.pointee.entries else { return nil }
        let kind = place.entry.pointee.kind
        if !place.entry.pointee.isLearnt || holder.pointee.isRemote {
            let number = place.entry - first
            let handle = holder.pointee.isFixed ? nil : try scan.open(holder)
            try Walk.run(scan, [.slice(holder, handle, number..<(number + 1), .whole)])
        }
        if place.entry.pointee.has(.gone) { return nil }
        // A link would have been followed, a directory entered.
        if place.entry.pointee.kind != kind { throw .changing(Scan.name(place.entry, in: holder)) }
        let input = input(
            place, name: name, digest: digest(place.entry.pointee),
            Directory.Summary(files: 1, bytes: place.entry.pointee.kind == .file ? place.entry.pointee.length : 0))
        return Found(input: input, file: isGathering ? Gathering.file(place.entry, in: holder, scan) : nil)
    }

    /// With `wanted` nil also when nothing of it is.
    func takeDirectory(_ place: Place, wanted: ParentsPattern? = nil) throws(ContextFault) -> Found? {
        let node = Walker(scan, WorkStack([]), scan.tree.arena).directory(place.entry, in: place.holder)
        let view = place.view(excludes: excludes, wanted: wanted)
        if !(view.isWhole && node.pointee.isWalked) { try Walk.run(scan, [.directory(node, in: nil, view)]) }
        if place.entry.pointee.has(.gone) { return nil }
        let hadSummary = node.pointee.hasSummary
        let sum = Summing.sum(of: node, isWhole: view.isWhole)
        if node.pointee.hasSummary != hadSummary { scan.noteNews() }
        if place.isIgnored && !sum.hasVisible || isUnmatched(wanted, place, sum) { return nil }
        let digest = digest(place.entry.pointee, contents: sum.summary.contents, countsMode: selector.isMount)
        let file = isGathering ? try gathered(place, node, isWhole: view.isWhole) : nil
        return Found(input: input(place, name: [], digest: digest, sum.summary), file: file)
    }

    /// A pattern of --parents that begins at the top and matches nothing copies an empty directory.
    private func isUnmatched(_ wanted: ParentsPattern?, _ place: Place, _ sum: Summing.Sum) -> Bool {
        guard let wanted, !sum.hasKept else { return false }
        return place.holder != nil || wanted.required != nil
    }

    private func gathered(_ place: Place, _ node: Node, isWhole: Bool) throws(ContextFault) -> SelectedFile {
        let files = try Gathering.contents(of: node, isWhole: isWhole, scan)
        let entry = place.entry.pointee
        let origin = entry.has(.fixed) ? entry.origin.flatMap { scan.layout?.origins[$0] } : nil
        return SelectedFile([], .directory(files), entry, origin, isTop: place.holder == nil)
    }

    private func digest(_ entry: Entry, contents: Hash256 = .zero, countsMode: Bool = true) -> Digest {
        var record = FileRecord(tag: FileRecord.selectionTag)
        record.append(entry, contents: contents, countsMode: countsMode)
        return ContentHash.digest(of: record.bytes)
    }

    private func input(_ place: Place, name: [UInt8], digest: Digest, _ sum: Directory.Summary) -> SelectedInput {
        SelectedInput(
            path: place.path.isEmpty ? "." : String(keepingBytes: place.path), name: String(keepingBytes: name),
            kind: place.entry.pointee.selectedKind, digest: digest, files: Int(sum.files), bytes: sum.bytes,
            permissions: permissions(place.entry.pointee, sum))
    }

    private func permissions(_ entry: Entry, _ sum: Directory.Summary) -> String {
        switch entry.kind {
        case .link: return ""
        case .directory:
            var all = sum.permissions
            if selector.isMount { all.count(entry) }
            return all.text
        default: return Permissions.text(of: entry.permissions)
        }
    }
}

extension Entry {
    fileprivate var selectedKind: SelectedInput.Kind {
        switch kind {
        case .file, .socket, .unknown: .file
        case .directory: .directory
        case .link: .link
        case .fifo: .fifo
        case .characterDevice, .blockDevice: .device
        }
    }
}
