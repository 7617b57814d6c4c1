/// Looks at what in a service is about running it. Nothing is taken of that, but what compose could not read at all is
/// an error here, too.
enum RuntimeCheck {
    static func check(_ service: Mapping, at path: [String]) throws(ComposeFault) {
        for member in service.members {
            let path = path + [member.name]
            if let kinds = whole[member.name] { try check(member.item, kinds, at: path) }
            guard let kinds = elements[member.name] else { continue }
            for (index, item) in (member.item.list ?? []).enumerated() {
                try check(item, kinds, at: path + [String(index)])
            }
        }
        for member in service["ulimits"]?.mapping?.members ?? [] {
            try check(member.item, [.integer, .mapping], at: path + ["ulimits", member.name])
        }
        for member in service["depends_on"]?.mapping?.members ?? [] {
            try check(member.item, [.mapping], at: path + ["depends_on", member.name])
        }
    }

    private static func check(_ item: Item, _ kinds: [Kind], at path: [String]) throws(ComposeFault) {
        guard kinds.contains(where: item.isA) else {
            throw .wrongKind(path: path, wanted: kinds, at: item.range)
        }
    }

    private static let whole: [String: [Kind]] = [
        "depends_on": [.list, .mapping], "ports": [.list], "gpus": [.list, .string],
    ]

    /// Of lists; in another form the key is not looked at.
    private static let elements: [String: [Kind]] = [
        "depends_on": [.string], "ports": [.integer, .string, .mapping], "volumes": [.string, .mapping],
        "devices": [.string, .mapping], "secrets": [.string, .mapping], "configs": [.string, .mapping],
        "expose": [.string, .integer], "networks": [.string], "annotations": [.string], "cap_add": [.string],
        "cap_drop": [.string], "dns": [.string], "dns_opt": [.string], "dns_search": [.string],
        "labels": [.string], "links": [.string], "profiles": [.string], "sysctls": [.string], "tmpfs": [.string],
    ]
}
