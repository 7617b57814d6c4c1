extension Shape {
    /// What buildx looks at in a service.
    static let service = Shape.fields([
        "image": string, "build": build, "environment": pairs, "env_file": environmentFiles,
    ])

    static let secret = Shape.fields([
        "name": string, "environment": string, "file": string, "labels": pairs, "driver": string,
        "template_driver": string, "driver_opts": .named(.notEmpty, .scalar([.string, .number])),
        "external": .either([flag, .fields(["name": string])]),
    ])

    private static let string = Shape.scalar([.string])
    private static let strings = Shape.list(string)
    private static let flag = Shape.scalar([.boolean, .string])

    private static let pairs = Shape.either([
        .named(.notEmpty, .scalar([.string, .number, .boolean, .null])), .list(string, isSet: true),
    ])

    private static let hosts = Shape.either([
        .named(.notEmpty, .either([string, strings])), .list(string, isSet: true),
    ])

    private static let environmentFiles = Shape.either([
        string,
        .list(.either([string, .fields(["path": string, "format": string, "required": flag], required: ["path"])])),
    ])

    private static let build = Shape.either([
        string,
        .fields([
            "context": string, "dockerfile": string, "dockerfile_inline": string, "entitlements": strings,
            "args": pairs, "ssh": pairs, "labels": pairs, "cache_from": strings, "cache_to": strings,
            "no_cache": flag, "no_cache_filter": .either([string, .list(string, isSet: true)]),
            "additional_contexts": pairs, "network": string, "provenance": flag, "sbom": flag, "pull": flag,
            "target": string, "shm_size": .scalar([.integer, .string]), "extra_hosts": hosts, "isolation": string,
            "privileged": flag, "secrets": .list(.either([string, secretUse])), "tags": strings,
            "ulimits": .named(.lowercase, .either([.scalar([.integer, .string]), ulimit])), "platforms": strings,
        ]),
    ])

    private static let secretUse = Shape.fields([
        "source": string, "target": string, "uid": string, "gid": string, "mode": .scalar([.number, .string]),
    ])

    private static let ulimit = Shape.fields(
        ["soft": .scalar([.integer, .string]), "hard": .scalar([.integer, .string])], required: ["soft", "hard"])
}
