internal import Values

extension ModelLoader {
    /// Adds what the document includes to it; its own services and secrets lie over those.
    func include(into root: inout Mapping, of file: SourceFile, _ resets: Resets) throws(ComposeFault) {
        guard let item = root["include"] else { return }
        root["include"] = nil
        guard !item.isNull else { return }
        guard let entries = item.list else {
            throw .wrongKind(path: ["include"], wanted: [.list], at: item.range)
        }
        for (index, entry) in entries.enumerated() {
            let inclusion = try Inclusion(entry, at: ["include", String(index)])
            let included = try load(inclusion, from: file)
            for section in ["services", "secrets"] {
                try add(section, of: included, to: &root, resets)
            }
        }
    }

    private func load(_ inclusion: Inclusion, from file: SourceFile) throws(ComposeFault) -> Mapping {
        let chain = including + [SlashPath.clean(file.name)]
        guard let first = inclusion.paths.first else { return Mapping() }
        let paths = inclusion.paths.map { LocalPath.joined(directory, $0) }
        if chain.contains(paths[0]) { throw .includeCircle(chain + [paths[0]], at: inclusion.range) }
        guard chain.count <= Self.includeLimit else {
            throw .includeTooDeep(limit: Self.includeLimit, at: inclusion.range)
        }
        let base = base(of: inclusion, first)
        let project = inclusion.directory.map { LocalPath.joined(directory, $0) } ?? SlashPath.directory(of: paths[0])
        var loader = ModelLoader(
            reader: reader, directory: project, environment: try environment(of: inclusion, in: project),
            including: chain)
        var files: [SourceFile] = []
        for path in paths {
            files.append(try reader.file(at: path, for: .include, askedAt: inclusion.range))
        }
        var model = try loader.load(ParsedFile.all(files))
        loader.complete(&model, base: base)
        return model
    }

    /// Where the paths of what is included are relative to, seen from here. A project directory that is not there is
    /// taken for a file in one.
    private func base(of inclusion: Inclusion, _ first: String) -> String {
        guard let project = inclusion.directory else { return SlashPath.directory(of: first) }
        let isThere = reader.surroundings.kind(of: LocalPath.joined(directory, project)) == .directory
        return project.hasPrefix("/") || isThere ? SlashPath.clean(project) : SlashPath.directory(of: project)
    }

    /// What is set here, and besides what the env files set: those that are named, or else `.env` in the project.
    private func environment(
        of inclusion: Inclusion, in project: String
    ) throws(ComposeFault) -> [String: String] {
        var found: [String: String] = [:]
        for path in inclusion.environmentFiles where path != "/dev/null" {
            let place = LocalPath.joined(directory, path)
            let file = try reader.file(at: place, for: .environment, askedAt: inclusion.range)
            try read(file, into: &found)
        }
        let usual = LocalPath.joined(project, ".env")
        if inclusion.environmentFiles.isEmpty, reader.surroundings.kind(of: usual) == .file,
            let file = try reader.file(at: usual, askedAt: inclusion.range)
        {
            try read(file, into: &found)
        }
        return environment.merging(found) { own, _ in own }
    }

    private func read(_ file: SourceFile, into variables: inout [String: String]) throws(ComposeFault) {
        do throws(Diagnostics) {
            variables = try Dotenv(file, known: variables) { environment[$0] }.variables
        } catch {
            throw .within(error)
        }
    }

    private func add(
        _ section: String, of included: Mapping, to root: inout Mapping, _ resets: Resets
    ) throws(ComposeFault) {
        guard let from = included[section]?.mapping else { return }
        guard root[section] == nil || root[section]?.mapping != nil else {
            throw .wrongKind(path: [section], wanted: [.mapping], at: root[section]?.range)
        }
        var own = root[section]?.mapping ?? Mapping()
        for member in from.members {
            guard let mine = own[member.name] else {
                own.set(member.name, member.item, at: member.range)
                continue
            }
            var earlier = member.item
            resets.apply(to: &earlier, at: [section, member.name])
            own[member.name] = try Overriding.merged(earlier, mine, at: [section, member.name])
        }
        if root[section] == nil { root.set(section, Item(.null, included[section]?.range), at: nil) }
        root[section]?.value = .mapping(own)
    }
}
