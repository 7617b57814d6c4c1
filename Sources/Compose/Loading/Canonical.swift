/// Rewrites short forms as long ones, so that what comes later knows one form only.
enum Canonical {
    static func rewrite(_ root: inout Mapping) throws(ComposeFault) {
        try root.changeEach(in: "services") { name, service throws(ComposeFault) in
            try rewrite(service: &service, at: ["services", name])
        }
        root.changeEach(in: "secrets") { _, secret in rewrite(secret: &secret) }
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

    private static func rewrite(secret: inout Mapping) {
        guard let external = secret["external"]?.mapping else { return }
        secret["external"]?.value = .bool(true)
        if secret["name"] == nil, let name = external["name"] { secret.set("name", name, at: nil) }
    }
}
