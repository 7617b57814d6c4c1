internal import Console
internal import Host
internal import Values

/// A file that a command line names; `-` stands for standard input.
struct InputFile {
    private let name: String

    init(_ name: String) {
        self.name = name
    }

    func open() throws -> OpenFile {
        let file = try name == "-" ? .standardInput : opened()
        guard try file.status().kind != .directory else {
            let archive = "`tar -c \(name.shellWord) | hearth cache add -`"
            throw UserError("is a directory", hint: name == "-" ? nil : "add an archive of it: \(archive)")
        }
        return file
    }

    private func opened() throws -> OpenFile {
        do throws(SystemError) {
            return try OpenFile(Path(word: name), .read, on: LocalFileSystem())
        } catch {
            if error.code == .interrupted { throw error }
            throw UserError(error.code.description, hint: hint(error.code))
        }
    }

    private func hint(_ code: SystemError.Code) -> String? {
        switch code {
        case .notFound: neighbour
        case .accessDenied: "have it read by who may: `sudo cat \(name.shellWord) | hearth cache add -`"
        default: nil
        }
    }

    /// The name beside it that may have been meant.
    private var neighbour: String? {
        let path = Path(word: name)
        let folder = path.parent.word
        guard let names = try? LocalFileSystem().names(in: path.parent) else { return "there is no \(folder)" }
        let near = Spelling.nearest(to: path.name.description, among: names.compactMap(\.text).sorted())
        let typed = Path(bytes: Array(path.bytes.dropLast(path.name.bytes.count))).word
        return near.map { "did you mean \(typed)\($0)?" } ?? "see `ls \(folder.shellWord)`"
    }
}
