internal import Values

/// Loads compose files into one model: later files over earlier ones, with what they include and extend.
struct ModelLoader {
    static let includeLimit = 50

    let reader: FileReader
    /// Where paths in the files are relative to, seen from the working directory; empty for that itself.
    let directory: String
    let environment: [String: String]
    /// The files that led here, each including the next.
    let including: [String]
    /// Bases that have been loaded, by path.
    var bases: [String: Base] = [:]

    init(reader: FileReader, directory: String, environment: [String: String], including: [String]) {
        self.reader = reader
        self.directory = directory
        self.environment = environment
        self.including = including
    }

    /// The services and secrets of the files. Paths are relative to where those of the first file were.
    mutating func load(_ files: [ParsedFile]) throws(ComposeFault) -> Mapping {
        var model = Mapping()
        for file in files {
            for document in try file.documents(environment: environment) {
                try lay(document, of: file.file, over: &model)
            }
        }
        return model
    }

    private mutating func lay(
        _ document: Document, of file: SourceFile, over model: inout Mapping
    ) throws(ComposeFault) {
        let resets = Resets(paths: document.resets)
        var added = document.root
        try include(into: &added, of: file, resets)
        resets.apply(to: &model)
        try extendServices(of: &added, file: file.name, resets)
        model = try Overriding.merged(model, added)
        Uniqueness.enforce(&model)
        try Canonical.rewrite(&model)
        Uniqueness.enforce(&model)
    }
}
