extension Directory {
    /// What has that name; nil where nothing has.
    package subscript(name: [UInt8]) -> FileNode? {
        place(of: name).map { entries[$0].node }
    }

    func place(of name: [UInt8]) -> Int? {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            switch ByteOrder.compare(entries[middle].name, name) {
            case 0: return middle
            case ..<0: low = middle + 1
            default: high = middle
            }
        }
        return nil
    }
}

extension Directory: NamedEntries {
    func step(to name: [UInt8]) -> PathStep<Directory> {
        switch self[name]?.kind {
        case nil, .whiteout?: .nothing
        case .directory(let directory)?: .directory(directory)
        case .link(let target)?: .link(target: target)
        case .file?, .fifo?, .device?: .other
        }
    }
}
