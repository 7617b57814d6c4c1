internal import Values

/// Gets hold of the files that compose files name.
struct FileReader {
    let surroundings: any Surroundings

    init(_ surroundings: any Surroundings) {
        self.surroundings = surroundings
    }

    /// Paths that are not absolute are relative to the working directory.
    func file(
        at path: String, for purpose: ComposeFault.FilePurpose, askedAt range: SourceRange?
    ) throws(ComposeFault) -> SourceFile {
        guard let file = try file(at: path, askedAt: range) else {
            throw .missingFile(path: path, purpose: purpose, at: range)
        }
        return file
    }

    /// Nil where there is nothing.
    func file(at path: String, askedAt range: SourceRange?) throws(ComposeFault) -> SourceFile? {
        do throws(UnreadableFile) {
            return try surroundings.contents(of: path).map { SourceFile(name: path, bytes: $0) }
        } catch {
            throw .unreadable(error, at: range)
        }
    }
}
