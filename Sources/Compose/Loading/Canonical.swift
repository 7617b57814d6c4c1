/// Rewrites short forms as long ones, so that what comes later knows one form only.
enum Canonical {
    static func rewrite(_ root: inout Mapping) throws(ComposeFault) {
        if var services = root["services"]?.mapping {
            try services.transform { name, item throws(ComposeFault) in
                guard var service = item.mapping else { return }
                try rewrite(service: &service, at: ["services", name])
                item.value = .mapping(service)
            }
            root["services"]?.value = .mapping(services)
        }
        if var secrets = root["secrets"]?.mapping {
            secrets.transform { _, item in rewrite(secret: &item) }
            root["secrets"]?.value = .mapping(secrets)
        }
    }

    private static func rewrite(service: inout Mapping, at path: [String]) throws(ComposeFault) {
        try RuntimeCheck.check(service, at: path)
        if var build = service["build"] {
            try rewrite(build: &build, at: path + ["build"])
            service["build"] = build
        }
        if var files = service["env_file"] {
            guard files.string != nil || files.list != nil else {
                throw .wrongKind(path: path + ["env_file"], wanted: [.string, .list], at: files.range)
            }
            files.value = .list((files.list ?? [files]).map(environmentFile))
            service["env_file"] = files
        }
    }

    private static func environmentFile(_ item: Item) -> Item {
        guard item.string != nil else { return item }
        return Item(.mapping(Mapping([.init(name: "path", range: item.range, item: item)])), item.range)
    }

    private static func rewrite(secret: inout Item) {
        guard var mapping = secret.mapping, let external = mapping["external"]?.mapping else { return }
        mapping["external"]?.value = .bool(true)
        if mapping["name"] == nil, let name = external["name"] { mapping.set("name", name, at: nil) }
        secret.value = .mapping(mapping)
    }
}
