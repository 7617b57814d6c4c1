internal import Values

/// An entry of `include`.
struct Inclusion {
    /// The first one is what is included; the others lie over it.
    let paths: [String]
    let directory: String?
    let environmentFiles: [String]
    let range: SourceRange?

    init(_ item: Item, at path: [String]) throws(ComposeFault) {
        range = item.range
        if let text = item.string {
            (paths, directory, environmentFiles) = ([text], nil, [])
            return
        }
        guard let mapping = item.mapping else {
            throw .wrongKind(path: path, wanted: [.string, .mapping], at: item.range)
        }
        paths = try Self.strings(mapping["path"], at: path + ["path"])
        environmentFiles = try Self.strings(mapping["env_file"], at: path + ["env_file"])
        let project = mapping["project_directory"]
        guard project == nil || project?.text != nil else {
            throw .wrongKind(path: path + ["project_directory"], wanted: [.string], at: project?.range)
        }
        directory = project.flatMap { $0.isNull || $0.text == "" ? nil : $0.text }
    }

    private static func strings(_ item: Item?, at path: [String]) throws(ComposeFault) -> [String] {
        guard let item, !item.isNull else { return [] }
        if let text = item.string { return [text] }
        guard let items = item.list else { throw .wrongKind(path: path, wanted: [.string, .list], at: item.range) }
        var strings: [String] = []
        for item in items {
            guard let text = item.string else { throw .wrongKind(path: path, wanted: [.string], at: item.range) }
            strings.append(text)
        }
        return strings
    }
}
