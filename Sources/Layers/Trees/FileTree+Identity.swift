package import Values

extension FileTree {
    /// What a layer is, but for times: two with one identity are the same layer. docs/cache-keys.md has the bytes, section
    /// "Layers". The digests of all contents are known.
    package var identity: Digest {
        var record = TreeRecord(tag: TreeRecord.layerTag)
        var groups = LinkGroups(in: self)
        record.append(top)
        for entry in walk {
            record.append(name: entry.name, entry.node, group: groups.number(of: entry.node))
        }
        return record.digest()
    }
}

/// Files with several names, numbered from 1 in the order in which a walk meets them.
private struct LinkGroups {
    private var names: [Int: Int] = [:]
    private var numbers: [Int: Int] = [:]

    init(in tree: FileTree) {
        for entry in tree.walk {
            if let identity = entry.node.content?.identity { names[identity, default: 0] += 1 }
        }
    }

    /// 0 where a file has one name alone.
    mutating func number(of node: FileNode) -> Int {
        guard let identity = node.content?.identity, names[identity, default: 0] > 1 else { return 0 }
        if let known = numbers[identity] { return known }
        numbers[identity] = numbers.count + 1
        return numbers.count
    }
}
