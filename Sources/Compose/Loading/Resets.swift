/// What a file takes back of earlier ones: what its `!reset` and `!override` tags stand at, as a tree of names.
struct Resets {
    private var isWhole = false
    private var below: [String: Resets] = [:]

    init(paths: [[String]]) {
        for path in paths { add(path[...]) }
    }

    private mutating func add(_ path: ArraySlice<String>) {
        guard let name = path.first else {
            isWhole = true
            return
        }
        below[name, default: Resets(paths: [])].add(path.dropFirst())
    }

    func apply(to mapping: inout Mapping) {
        if below.isEmpty { return }
        mapping.removeAll { below[$0]?.isWhole == true }
        for (name, inner) in below { mapping.change(name, inner.apply) }
    }

    /// To a service that is extended, or included, under this name.
    func apply(to item: inout Item, at path: [String]) {
        guard let inner = path.reduce(self as Resets?, { resets, name in resets?.below[name] }) else { return }
        item.change(inner.apply)
    }
}
