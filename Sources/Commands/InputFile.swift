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
            return try OpenFile(Path(name), .read, on: LocalFileSystem())
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
        let path = Path(name)
        guard let names = try? LocalFileSystem().names(in: path.parent) else { return "there is no \(path.parent)" }
        let near = Spelling.nearest(to: path.name, among: names.sorted())
        return near.map { "did you mean \(name.dropLast(path.name.count))\($0)?" }
            ?? "see `ls \("\(path.parent)".shellWord)`"
    }
}
