extension FileTree {
    /// The same tree with other nodes. `change` gets all but directories, in pre-order; of a directory it is the attributes alone
    /// that count.
    func mapped(_ change: (FileNode) throws -> FileNode) rethrows -> FileTree {
        var assembly = TreeAssembly(isOpaque: top.isOpaque)
        for step in TreeSteps(self) {
            switch step {
            case .entry(let entry):
                let node = try change(entry.node)
                if case .directory(let directory) = entry.node.kind {
                    assembly.begin(
                        entry.name, node.attributes, isOpaque: directory.isOpaque, isImplied: directory.isImplied)
                } else {
                    assembly.add(entry.name, node)
                }
            case .end: if let tree = assembly.end() { return tree }
            }
        }
        return self
    }
}
