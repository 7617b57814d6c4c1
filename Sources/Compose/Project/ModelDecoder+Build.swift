internal import Values

extension ModelDecoder {
    mutating func build(_ item: Item, _ variables: [String: String?], at path: [String]) -> Build {
        let given = item.mapping ?? Mapping()
        var build = Build()
        build.range = item.range
        for member in given.members { build.ranges[member.name] = member.item.range ?? member.range }
        decodeTexts(given, into: &build)
        decodePairs(given, variables, into: &build)
        build.noCache = flag(given["no_cache"], at: path + ["no_cache"])
        build.pull = flag(given["pull"], at: path + ["pull"])
        _ = flag(given["privileged"], at: path + ["privileged"])
        build.shmSize = size(given["shm_size"], at: path + ["shm_size"]).flatMap { $0 > 0 ? $0 : nil }
        build.ulimits = given["ulimits"]?.mapping?.members.compactMap(ulimit) ?? []
        build.ssh = given["ssh"]?.mapping?.members.map(key).sorted { $0.id < $1.id } ?? []
        for use in given["secrets"]?.list ?? [] { build.secrets.append(secretUse(use)) }
        build.xBake = given["x-bake"].flatMap { bakeExtension($0, at: path + ["x-bake"]) }
        for member in given.members where member.name.hasPrefix("x-") && member.name != "x-bake" {
            build.extensions[member.name] = ExtensionNode(member.item)
        }
        return build
    }

    private func decodeTexts(_ given: Mapping, into build: inout Build) {
        build.context = text(given["context"])
        build.dockerfile = text(given["dockerfile"])
        build.dockerfileInline = text(given["dockerfile_inline"])
        build.network = text(given["network"])
        build.target = text(given["target"])
        build.sbom = text(given["sbom"])
        build.provenance = text(given["provenance"])
        build.tags = texts(given["tags"])
        build.cacheFrom = texts(given["cache_from"])
        build.cacheTo = texts(given["cache_to"])
        build.platforms = texts(given["platforms"])
    }

    private mutating func decodePairs(_ given: Mapping, _ variables: [String: String?], into build: inout Build) {
        for (name, value, range) in pairs(given["args"]) {
            guard let value = value ?? variables[name] ?? environment[name] else { continue }
            build.args.append(.init(name: name, value: value, range: range))
        }
        build.labels = labels(given["labels"])
        build.additionalContexts = labels(given["additional_contexts"])
        build.extraHosts = hosts(given["extra_hosts"])
    }

    /// What has no value is empty.
    private mutating func labels(_ item: Item?) -> [Build.NamedValue] {
        var decoder = self
        return decoder.pairs(item).map { .init(name: $0.name, value: $0.value ?? "", range: $0.range) }
    }

    private func key(_ member: Mapping.Member) -> Build.SSHKey {
        .init(
            id: member.name, path: member.item.isNull ? nil : text(member.item), range: member.item.range)
    }

    private mutating func secretUse(_ item: Item) -> Build.Text {
        if let mode = item.mapping?["mode"], !mode.isFileMode {
            faults.append(.badMode(mode.text ?? "", at: mode.range))
        }
        return .init(text: item.mapping?["source"]?.text ?? "", range: item.range)
    }

    private func ulimit(_ member: Mapping.Member) -> Build.Ulimit? {
        if case .integer(let both) = member.item.value {
            return .init(name: member.name, soft: both, hard: both, range: member.item.range)
        }
        guard let soft = limit(member.item.mapping?["soft"]), let hard = limit(member.item.mapping?["hard"]) else {
            return nil
        }
        return .init(name: member.name, soft: soft, hard: hard, range: member.item.range)
    }

    private func limit(_ item: Item?) -> Int? {
        switch item?.value {
        case .integer(let value): value
        case .string(let text): Int(text)
        default: nil
        }
    }

    private mutating func size(_ item: Item?, at path: [String]) -> Int64? {
        switch item?.value {
        case .integer(let bytes): return Int64(bytes)
        case .string(let text):
            if let bytes = Int64(text) ?? MemorySize(text)?.bytes { return bytes }
            faults.append(.badSize(text, path: path, at: item?.range))
            return nil
        default: return nil
        }
    }
}

extension Item {
    /// Whether it is a file's permissions: a whole number, or one in octal digits.
    fileprivate var isFileMode: Bool {
        switch value {
        case .integer: true
        case .string(let text): Int(text, radix: 8) != nil
        default: false
        }
    }
}
