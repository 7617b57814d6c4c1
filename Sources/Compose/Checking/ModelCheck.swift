internal import Values

/// Looks whether the parts of a model that matter for building are what compose wants them to be.
enum ModelCheck {
    static func check(_ model: Mapping, of files: [SourceFile]) throws(ComposeFault) {
        let services = model["services"]
        let secrets = model["secrets"]
        guard services?.mapping != nil || secrets != nil else { throw .empty(at: files.first?.range) }
        var check = ShapeCheck()
        if let services { check.check(filtered(services), .named(.resource, .service), at: ["services"]) }
        if let secrets { check.check(secrets, .named(.resource, .secret), at: ["secrets"]) }
        guard check.faults.isEmpty else { throw .within(Diagnostics(check.faults.flatMap(\.diagnostics))) }
    }

    /// Only with the keys that are looked at; a service that is null is one without keys.
    private static func filtered(_ item: Item) -> Item {
        guard var services = item.mapping else { return item }
        services.transform { _, item in
            let members = item.mapping?.members ?? []
            item.value = .mapping(Mapping(members.filter { keys.contains($0.name) }))
        }
        return Item(.mapping(services), item.range)
    }

    private static let keys: Set = ["image", "build", "environment", "env_file"]
}
