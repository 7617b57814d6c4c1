/// What a file takes back of earlier ones: the paths of its `!reset` and `!override` tags.
struct Resets {
    let paths: [[String]]

    func apply(to root: inout Mapping) {
        for path in paths { remove(path[...], from: &root) }
    }

    /// From a service that is extended, or included, under this name.
    func apply(to item: inout Item, at path: [String]) {
        guard var mapping = item.mapping else { return }
        for reset in paths where reset.count > path.count && reset.starts(with: path) {
            remove(reset[path.count...], from: &mapping)
        }
        item.value = .mapping(mapping)
    }

    private func remove(_ path: ArraySlice<String>, from mapping: inout Mapping) {
        guard let name = path.first else { return }
        let rest = path.dropFirst()
        if rest.isEmpty {
            mapping[name] = nil
        } else if var inner = mapping[name]?.mapping {
            remove(rest, from: &inner)
            mapping[name]?.value = .mapping(inner)
        }
    }
}
