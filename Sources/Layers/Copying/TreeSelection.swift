package import Contexts
internal import DockerfileLanguage
internal import Values

/// What selectors lead to in a tree, as they do in a context: for COPY --from and for mounts of stages and images.
package struct TreeSelection: Sendable {
    private let tree: FileTree

    /// A tree without whiteouts, whose contents have their digests.
    package init(_ tree: FileTree) {
        self.tree = tree
    }

    package func items(_ selector: Selector) throws(ContextFault) -> [SourceItem] {
        let query = try TreeQuery(selector, of: tree)
        var items: [SourceItem] = []
        for source in selector.sources { items += try query.items(for: source) }
        return items
    }
}

/// One selector at work on a tree.
private struct TreeQuery {
    private let tree: FileTree
    private let selector: Selector
    private let excludes: PathFilter?

    init(_ selector: Selector, of tree: FileTree) throws(ContextFault) {
        (self.selector, self.tree) = (selector, tree)
        do throws(IgnoreFault) {
            excludes = selector.excludes.isEmpty ? nil : try PathFilter(selector.excludes)
        } catch {
            throw .badPattern(error.pattern, error.reason)
        }
    }

    func items(for source: String) throws(ContextFault) -> [SourceItem] {
        if selector.isMount { return [try named(source)] }
        if selector.keepsParents { return try parents(try pattern(source, ParentsPattern.init), source) }
        let pattern = try pattern(source, CopyPattern.init)
        return try pattern.isPattern ? matches(of: pattern, source) : [named(source)]
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

    private func named(_ source: String) throws(ContextFault) -> SourceItem {
        let names = PathNames.lexical(source.keptBytes)
        let node = try resolve(names, source).node
        return sifted(node).item ?? item(named: names.last ?? [], node)
    }

    /// Links that match are followed like those that are named.
    private func matches(of pattern: CopyPattern, _ source: String) throws(ContextFault) -> [SourceItem] {
        var items: [SourceItem] = []
        for match in try places(of: pattern, source) {
            let node = try followed(match).node
            items.append(sifted(node).item ?? item(named: match.names.last ?? [], node))
        }
        return items
    }

    /// What --parents keeps of the directories that stand before `/./`.
    private func parents(_ pattern: ParentsPattern, _ source: String) throws(ContextFault) -> [SourceItem] {
        var items: [SourceItem] = []
        for match in try places(of: pattern.base, source) {
            let (item, isEmpty) = sifted(try followed(match).node, wanted: pattern)
            // A pattern that matches nothing copies an empty directory.
            if let item, !isEmpty || pattern.required == nil { items.append(item) }
        }
        if items.isEmpty, let path = pattern.required {
            _ = try resolve(PathNames.lexical(path), source)
            throw .absent(source, nearest: nil)
        }
        return items
    }

    private func item(named name: [UInt8], _ node: FileNode) -> SourceItem {
        SourceItem(name: name, node: node, digest: node.copyDigest(isWhole: true))
    }

    /// What is left of a directory, and whether that is nothing; no item where it is none.
    private func sifted(_ node: FileNode, wanted: ParentsPattern? = nil) -> (item: SourceItem?, isEmpty: Bool) {
        guard let directory = node.directory else { return (nil, true) }
        var sieve = TreeSieve(excludes: excludes, wanted: wanted)
        let kept = sieve.sift(directory)
        let node = FileNode(node.attributes, .directory(kept))
        let digest = node.copyDigest(isWhole: selector.isMount)
        let item = SourceItem(name: [], node: node, digest: digest, passages: sieve.passages)
        return (item, kept.entries.isEmpty)
    }

    private func resolve(_ names: [[UInt8]], _ source: String) throws(ContextFault) -> TreePlace {
        let walk = try walk(names, source)
        guard let place = tree.place(at: walk) else { throw absent(source, walk.names) }
        return place
    }

    private func walk(_ names: [[UInt8]], _ source: String) throws(ContextFault) -> PathWalk<Directory> {
        do throws(PathFault) {
            return try PathWalk(PathNames.join(names), from: tree.top, .copying)
        } catch {
            switch error {
            case .loop: throw .loop(source)
            case .notDirectory: throw .absent(source, nearest: nil)
            }
        }
    }

    /// `names` are those of a path that ends nowhere.
    private func absent(_ source: String, _ names: [[UInt8]]) -> ContextFault {
        var directory = tree.top
        for (level, name) in names.enumerated() {
            if let next = directory[name]?.directory {
                directory = next
                continue
            }
            let others = directory.entries.lazy.map { String(decoding: $0.name, as: UTF8.self) }
            let nearest = Spelling.nearest(to: String(decoding: name, as: UTF8.self), among: others)
            return .absent(source, nearest: nearest.map { PathNames.shown(names[..<level] + [Array($0.utf8)]) })
        }
        return .absent(source, nearest: nil)
    }

    /// What matches, not followed. A pattern without wildcards is its base, followed.
    private func places(of pattern: CopyPattern, _ source: String) throws(ContextFault) -> [TreePlace] {
        let base = try resolve(pattern.base, source)
        guard pattern.isPattern else { return [base] }
        guard base.node.isDirectory else { throw .absent(source, nearest: nil) }
        return (0..<pattern.depth).reduce([base]) { places, level in
            places.flatMap { place in
                place.entries.filter { pattern.matches($0.name, at: level) }.map { entry in
                    TreePlace(names: place.names + [entry.name], node: entry.node)
                }
            }
        }
    }

    private func followed(_ match: TreePlace) throws(ContextFault) -> TreePlace {
        guard case .link = match.node.kind else { return match }
        return try resolve(match.names, PathNames.shown(match.names))
    }
}

extension TreePlace {
    fileprivate var entries: [Directory.Entry] { node.directory?.entries ?? [] }
}
