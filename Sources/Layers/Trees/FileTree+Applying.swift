extension FileTree {
    /// What shows when a layer lies over this tree, which has no whiteouts itself: what the layer has none in either. A
    /// directory over a directory keeps what that holds. Costs as much as the layer and the directories that it changes.
    package func applying(_ layer: FileTree) -> FileTree {
        FileTree(Merging.merge(top, layer.top))
    }
}

/// Directories of a layer on their way to lie over what is below them.
private struct Merging {
    /// A directory that is gone through, name by name.
    private struct Frame {
        let name: [UInt8]
        let attributes: FileAttributes
        let below: [Directory.Entry]
        let layer: [Directory.Entry]
        var (low, high) = (0, 0)
        var entries: [Directory.Entry] = []

        init(_ name: [UInt8], _ attributes: FileAttributes, _ below: Directory?, _ layer: Directory) {
            (self.name, self.attributes) = (name, attributes)
            self.below = layer.isOpaque ? [] : below?.entries ?? []
            self.layer = layer.entries
            entries.reserveCapacity(self.below.count + self.layer.count)
        }
    }

    private var frames: [Frame]

    static func merge(_ below: Directory, _ layer: Directory) -> Directory {
        var merging = Merging(frames: [Frame([], FileAttributes(mode: 0, modified: 0), below, layer)])
        while true {
            let last = merging.frames.count - 1
            if merging.frames[last].high < merging.frames[last].layer.count {
                merging.step(last)
            } else if let result = merging.end() {
                return result
            }
        }
    }

    /// Takes the next name of the layer, and what stands before it below.
    private mutating func step(_ last: Int) {
        let entry = frames[last].layer[frames[last].high]
        frames[last].high += 1
        let below = takeBelow(upTo: entry.name, last)
        switch entry.node.kind {
        case .whiteout: break
        case .directory(let directory): take(directory, entry, over: below, last)
        case .file, .link, .fifo, .device: frames[last].entries.append(entry)
        }
    }

    /// What is below under that name.
    private mutating func takeBelow(upTo name: [UInt8], _ last: Int) -> FileNode? {
        let start = frames[last].low
        var order = -1
        while frames[last].low < frames[last].below.count {
            order = ByteOrder.compare(frames[last].below[frames[last].low].name, name)
            if order >= 0 { break }
            frames[last].low += 1
        }
        frames[last].entries += frames[last].below[start..<frames[last].low]
        guard order == 0 else { return nil }
        frames[last].low += 1
        return frames[last].below[frames[last].low - 1].node
    }

    private mutating func take(_ directory: Directory, _ entry: Directory.Entry, over below: FileNode?, _ last: Int) {
        guard let below, case .directory(let lower) = below.kind else {
            if directory.isPlain {
                frames[last].entries.append(entry)
            } else {
                let attributes = directory.isImplied ? .implied : entry.node.attributes
                frames.append(Frame(entry.name, attributes, nil, directory))
            }
            return
        }
        let attributes = directory.isImplied ? below.attributes : entry.node.attributes
        if directory.entries.isEmpty, !directory.isOpaque {
            frames[last].entries.append(Directory.Entry(entry.name, FileNode(attributes, .directory(lower))))
        } else {
            frames.append(Frame(entry.name, attributes, lower, directory))
        }
    }

    /// Hands a directory that is done to the one above; gives the topmost.
    private mutating func end() -> Directory? {
        guard var done = frames.popLast() else { return Directory() }
        done.entries += done.below[done.low...]
        let directory = Directory(done.entries)
        guard let above = frames.indices.last else { return directory }
        frames[above].entries.append(
            Directory.Entry(done.name, FileNode(done.attributes, .directory(directory))))
        return nil
    }
}
