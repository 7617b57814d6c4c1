/// Keeps one entry of each name in the lists where a later one replaces an earlier.
enum Uniqueness {
    static func enforce(_ root: inout Mapping) {
        guard var services = root["services"]?.mapping else { return }
        services.transform { _, item in
            guard var service = item.mapping else { return }
            enforce("environment", in: &service, by: name)
            enforce("env_file", in: &service, by: path)
            if var build = service["build"]?.mapping {
                for list in ["args", "additional_contexts", "labels", "tags"] { enforce(list, in: &build, by: name) }
                service["build"]?.value = .mapping(build)
            }
            item.value = .mapping(service)
        }
        root["services"]?.value = .mapping(services)
    }

    private static func enforce(_ list: String, in mapping: inout Mapping, by key: (Item) -> String?) {
        guard let items = mapping[list]?.list else { return }
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
        mapping[list]?.value = .list(kept)
    }

    /// What stands before the equals sign.
    private static func name(_ item: Item) -> String? {
        item.string.map { String($0.prefix { $0 != "=" }) }
    }

    private static func path(_ item: Item) -> String? {
        item.string ?? item.mapping?["path"]?.string
    }
}
