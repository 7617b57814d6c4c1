internal import Host
internal import Values

/// The file, in the same directory, that may have been meant by a path where nothing is.
struct NearestFile {
    private let path: String?

    init(to path: String) {
        let names = (try? LocalFileSystem().names(in: Path(word: path).parent)) ?? []
        let name = Path(word: path).name.description
        let near = Spelling.nearest(to: name, among: names.compactMap(\.text).filter { $0 != name }.sorted())
        self.path = near.map { SlashPath.join(SlashPath.directory(of: path), $0) }
    }

    var hint: String? { path.map { "did you mean \($0)?" } }
}
