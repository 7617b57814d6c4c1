internal import Values

extension FileNode {
    /// What counts of it where it is copied, see docs/cache-keys.md, section "Layers". Of a directory the contents alone, unless
    /// `isWhole`.
    func copyDigest(isWhole: Bool) -> Digest {
        var record = TreeRecord(tag: TreeRecord.copyTag)
        var top = self
        if isDirectory, !isWhole { top.attributes = FileAttributes(mode: 0, modified: 0) }
        record.append(name: [], top.copied)
        for step in TreeWalk(directory ?? Directory()) { record.append(name: step.name, step.node.copied) }
        return record.digest()
    }

    /// As a copy has it.
    private var copied: FileNode {
        guard !attributes.extended.isEmpty else { return self }
        return FileNode(attributes.copied, kind)
    }
}

extension FileAttributes {
    /// Of all extended attributes BuildKit's layers have but one.
    var copied: FileAttributes {
        var attributes = self
        attributes.extended.removeAll { $0.name != Self.capability }
        return attributes
    }

    private static let capability = Array("security.capability".utf8)
}
