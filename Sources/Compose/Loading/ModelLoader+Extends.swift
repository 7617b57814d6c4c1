internal import Values

extension ModelLoader {
    /// So many services may extend each other in a row.
    static let extendsLimit = 100

    /// A file that services are extended from.
    struct Base {
        let path: String
        var services: Mapping
        let resets: Resets
    }

    /// Lays every service over the one it extends.
    mutating func extendServices(
        of root: inout Mapping, file: String, _ resets: Resets
    ) throws(ComposeFault) {
        guard let item = root["services"] else { return }
        guard let services = item.mapping else {
            throw .wrongKind(path: ["services"], wanted: [.mapping], at: item.range)
        }
        var own = Base(path: file, services: services, resets: resets)
        for name in services.members.map(\.name) { _ = try extended(name, in: &own, chain: []) }
        root["services"]?.value = .mapping(own.services)
    }

    /// The service of that name with all it extends; nil when nothing is under the name.
    private mutating func extended(
        _ name: String, in own: inout Base, chain: [ServiceLink]
    ) throws(ComposeFault) -> Item? {
        guard let item = own.services[name], !item.isNull else { return nil }
        guard let service = item.mapping else {
            throw .wrongKind(path: ["services", name], wanted: [.mapping], at: item.range)
        }
        guard let extends = service["extends"] else { return item }
        let chain = try chain.followed(by: ServiceLink(file: own.path, service: name), at: extends.range)
        guard var base = try base(of: name, extends, own: &own, chain: chain) else { return item }
        own.resets.apply(to: &base, at: ["services", name])
        guard let earlier = base.mapping else { return item }
        var merged = try Overriding.merged(earlier, service, at: ["services", name])
        merged["extends"] = nil
        let result = Item(.mapping(merged), item.range)
        own.services[name] = result
        return result
    }

    private mutating func base(
        of name: String, _ extends: Item, own: inout Base, chain: [ServiceLink]
    ) throws(ComposeFault) -> Item? {
        guard let reference = extends.string ?? extends.mapping?["service"]?.string else {
            throw .extendsWithoutService(service: name, at: extends.range)
        }
        let range = extends.mapping?["service"]?.range ?? extends.range
        guard let file = extends.mapping?["file"], !file.isNull else {
            try require(reference, in: own, at: range)
            return try extended(reference, in: &own, chain: chain)
        }
        guard let path = file.string else {
            throw .wrongKind(path: ["services", name, "extends", "file"], wanted: [.string], at: file.range)
        }
        var other = try load(path, askedAt: file.range)
        try require(reference, in: other, at: range)
        return try extended(reference, in: &other, chain: chain)
    }

    private func require(_ name: String, in base: Base, at range: SourceRange?) throws(ComposeFault) {
        guard base.services.member(name) == nil else { return }
        throw .extendsUnknown(name, in: base.path, known: base.services.members.map(\.name), at: range)
    }

    /// A file to extend from: by itself, with neither what it includes nor what it extends.
    private mutating func load(_ path: String, askedAt range: SourceRange?) throws(ComposeFault) -> Base {
        let place = LocalPath.joined(directory, path)
        if let known = bases[place] { return known }
        let file = try reader.file(at: place, for: .base, askedAt: range)
        var model = Mapping()
        var resets: [[String]] = []
        for document in try ParsedFile(file).documents(environment: environment) {
            Resets(paths: document.resets).apply(to: &model)
            resets = document.resets
            model = try Overriding.merged(model, document.root)
            Uniqueness.enforce(&model)
            try Canonical.rewrite(&model)
        }
        guard model["services"]?.mapping != nil else {
            throw .wrongKind(path: ["services"], wanted: [.mapping], at: model["services"]?.range ?? range)
        }
        let home = reader.surroundings.homeDirectory
        PathResolution(directory: SlashPath.directory(of: path), home: home).resolve(&model)
        let base = Base(path: place, services: model["services"]?.mapping ?? Mapping(), resets: Resets(paths: resets))
        bases[place] = base
        return base
    }
}

extension [ServiceLink] {
    fileprivate func followed(by link: ServiceLink, at range: SourceRange?) throws(ComposeFault) -> [ServiceLink] {
        let chain = self + [link]
        if let start = firstIndex(of: link) { throw .extendsCircle(Array(chain[start...]), at: range) }
        guard chain.count <= ModelLoader.extendsLimit else {
            throw .extendsTooLong(limit: ModelLoader.extendsLimit, at: range)
        }
        return chain
    }
}
