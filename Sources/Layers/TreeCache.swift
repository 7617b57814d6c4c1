internal import ContentStore
internal import Synchronization

/// Trees that were read or merged, the ones used last, up to a number of files.
final class TreeCache: Sendable {
    /// One layer as it is, or several merged.
    enum Key: Hashable {
        case layer(StoredLayer)
        case merged([StoredLayer])
    }

    private struct State {
        var trees: [Key: (tree: FileTree, files: Int, used: Int)] = [:]
        var files = 0
        var uses = 0
    }

    private let state = Mutex(State())

    /// Each takes 200 bytes or so; merged trees share most of them with those of their layers.
    private static let mostFiles = 1_000_000

    subscript(key: Key) -> FileTree? {
        state.withLock { state in
            state.uses += 1
            state.trees[key]?.used = state.uses
            return state.trees[key]?.tree
        }
    }

    func keep(_ tree: FileTree, as key: Key) {
        let files = tree.walk.reduce(1) { count, _ in count + 1 }
        guard files <= Self.mostFiles / 2 else { return }
        state.withLock { state in
            state.uses += 1
            if let old = state.trees.updateValue((tree, files, state.uses), forKey: key) { state.files -= old.files }
            state.files += files
            while state.files > Self.mostFiles, let oldest = state.trees.min(by: { $0.value.used < $1.value.used }) {
                state.trees[oldest.key] = nil
                state.files -= oldest.value.files
            }
        }
    }
}
