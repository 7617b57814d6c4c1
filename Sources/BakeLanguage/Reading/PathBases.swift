internal import Values

/// What paths are relative to, file by file.
struct PathBases {
    private var bases: [ObjectIdentifier: PathBase] = [:]

    init(_ files: [BakeFile]) {
        for file in files { bases[ObjectIdentifier(file.source)] = file.base }
    }

    /// Nil for the working directory.
    subscript(file: SourceFile) -> PathBase? { bases[ObjectIdentifier(file)] }
}
