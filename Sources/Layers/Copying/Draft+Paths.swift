extension PathFault {
    var copyFault: CopyFault {
        switch self {
        case .loop(let path): .loop(PathNames.shown(PathNames.split(path)))
        case .notDirectory(let names): .notDirectory(PathNames.shown(names))
        }
    }
}

extension Draft {
    /// Where a path leads, links followed: names without a link among them, and what is there.
    func resolve(
        _ names: some Sequence<[UInt8]>, from top: Folder? = nil
    ) throws(CopyFault) -> (names: [[UInt8]], content: Folder.Content) {
        do throws(PathFault) {
            let walk = try PathWalk(PathNames.join(names), from: top ?? root, top == nil ? .copying : .system)
            return (walk.names, content(at: walk))
        } catch {
            throw error.copyFault
        }
    }

    private func content(at walk: PathWalk<Folder>) -> Folder.Content {
        if case .directory(let folder) = walk.end { return .directory(folder) }
        guard let holder = walk.holder, let name = walk.names.last else { return .nothing }
        return holder[name]
    }
}
