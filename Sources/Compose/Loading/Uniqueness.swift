/// Keeps one entry of each name in the lists where a later one replaces an earlier.
enum Uniqueness {
    static func enforce(_ root: inout Mapping) {
        root.changeEach(in: "services") { _, service in
            enforce("environment", in: &service, by: name)
            enforce("env_file", in: &service, by: path)
            service.change("build") { build in
                for list in ["args", "additional_contexts", "labels", "tags"] { enforce(list, in: &build, by: name) }
            }
        }
    }

    private static func enforce(_ list: String, in mapping: inout Mapping, by key: (Item) -> String?) {
        guard let items = mapping[list]?.list, items.count > 1 else { return }
        var kept: [Item] = []
        var places: [String: Int] = [:]
        for item in items {
            if let key = key(item) {
                if let place = places[key] {
                    kept[place] = item
                    continue
                }
                places[key] = kept.count
            }
            kept.append(item)
        }
        if kept.count < items.count { mapping[list]?.value = .list(kept) }
    }

    /// What stands before the equals sign.
    private static func name(_ item: Item) -> String? {
        item.string.map { Pair($0)?.name ?? $0 }
    }

    private static func path(_ item: Item) -> String? {
        item.string ?? item.mapping?["path"]?.string
    }
}
